import type { EffectiveSettings, Holder } from '../../src/index.js'

/** Everything that a scenario expects: all that follows from the machine, without wording. */
export function summaryOf(effective: EffectiveSettings) {
  const { user, app, schema, tier, localInEffect, bootstrapAsked, sources, settings, ignored, trouble } = effective
  return {
    ...(user !== undefined && { user }),
    app: [
      app.from,
      app.version,
      ...app.installed.map(({ kind, path, version }) => `${kind} ${version ?? '?'} ${path}`),
    ],
    schema: [schema.from, schema.appVersion],
    tier,
    localInEffect,
    bootstrapAsked,
    sources: sources
      .filter(({ state, problems }) => state !== 'absent' || problems.length > 0)
      .filter(({ id }) => id !== 'bootstrap' || bootstrapAsked)
      .map(({ id, state, role, why, problems }) =>
        [id, state, role, why?.code, ...problems.map(({ code, severity }) => `${severity}:${code}`)]
          .filter(Boolean)
          .join(' '),
      ),
    settings: Object.fromEntries(
      settings.map(({ key, state, value, source, holders, remarks }) => [
        key,
        {
          state,
          ...(value !== undefined && { value }),
          ...(source !== undefined && { source }),
          holders: holders.map(holderText),
          ...(remarks.length > 0 && { remarks: remarks.map(({ code }) => code) }),
        },
      ]),
    ),
    ignored: ignored.map(({ source, name, type, why, suggestion }) =>
      [source, JSON.stringify(name), type, why.code, suggestion].filter(Boolean).join(' '),
    ),
    trouble: trouble.map(({ code, source, key }) => [code, source, key].filter(Boolean).join(' ')),
  }
}

function holderText({ source, name, type, outcome, why, decoding }: Holder): string {
  return [outcome, source, name, type, why.code, ...decoding].join(' ')
}

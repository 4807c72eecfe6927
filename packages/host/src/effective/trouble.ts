import type { EffectiveSetting, SourceVerdict, Trouble } from './effective.js'

const OF_SOURCE = {
  refused: 'source-refused',
  unusable: 'source-unusable',
  unknown: 'source-unknown',
} as const

/** What keeps managed settings from counting: sources that are not read, values that cannot be. */
export function troubleOf(sources: readonly SourceVerdict[], settings: readonly EffectiveSetting[]): Trouble[] {
  const managed = new Set(sources.filter(({ tier }) => tier === 'managed').map(({ id }) => id))
  const ofSources = sources
    .filter(({ tier, role }) => tier === 'managed' && (role === 'broken' || role === 'unknown'))
    .map(({ id, place, state, problems }): Trouble => {
      const message = problems.find(({ severity }) => severity !== 'warning')?.message ?? `${place} cannot be read.`
      return { code: OF_SOURCE[state as keyof typeof OF_SOURCE], source: id, message }
    })
  const ofValues = settings.flatMap(({ key, holders }) =>
    holders
      .filter(({ source, outcome }) => managed.has(source) && (outcome === 'not-read' || outcome === 'invalid'))
      .filter(({ why }) => why.code !== 'source-refused')
      .map(({ source, outcome, why, problems }): Trouble => {
        const details = problems.map(({ pointer, message }) => (pointer === '' ? message : `${pointer}: ${message}`))
        return {
          code: outcome === 'invalid' ? 'value-invalid' : 'value-unreadable',
          source,
          key,
          message: `${key}: ${[why.message.replace(/\.$/, ''), ...details].join('; ')}.`,
        }
      }),
  )
  return [...ofSources, ...ofValues]
}

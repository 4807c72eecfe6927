import type { Diagnosis } from '../result.js'

/**
 * What fleetd's `parse_json` reads: values one below the other, so that `fullkey` of a check's status is
 * `checks/<id>/status`. Numbers and lists are texts, as that table has no others.
 */
export function osqueryJson({ platform, app, schema, checks, summary }: Diagnosis, at: Date): string {
  const { status, ok, warning, error, skipped } = summary
  const report = {
    formatVersion: '1',
    at: at.toISOString(),
    platform,
    appVersion: app?.version ?? '',
    schemaVersion: schema.appVersion,
    status,
    counts: { ok: String(ok), warning: String(warning), error: String(error), skipped: String(skipped) },
    checks: Object.fromEntries(
      checks.map((check) => [
        check.id,
        { status: check.status, message: check.message, detail: check.detail.join('\n'), advice: check.advice ?? '' },
      ]),
    ),
  }
  return `${JSON.stringify(report, undefined, 2)}\n`
}

import { defineCheck, EVERYWHERE, ok, skipped, warning } from '../check.js'
import { describeProblem, sourceProblems } from '../facts/source-problems.js'

export const localLibrary = defineCheck({
  title: 'People’s own configurations count, or there are none',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run(patient) {
    const { sources, settings, ignored, localInEffect, tier } = await patient.effective()
    const local = (await patient.sources()).filter((source) => source.tier === 'local' && source.state !== 'absent')
    const problems = (await sourceProblems(patient, 'local')).filter(({ problem }) => problem.severity !== 'unknown')
    const hidden = sources.filter((source) => source.tier === 'local' && source.role === 'hidden')
    const counts = new Set(
      sources.flatMap(({ id, tier: of, role }) => (of === 'local' && role === 'in-effect' ? [id] : [])),
    )
    const passedOver = [
      ...settings.flatMap(({ key, holders }) =>
        holders
          .filter(({ source, outcome }) => counts.has(source) && (outcome === 'not-read' || outcome === 'invalid'))
          .map(({ place, why }) => `${key} in ${place} counts for nothing. ${why.message}`),
      ),
      ...ignored
        .filter(({ source }) => counts.has(source))
        .map(({ name, place, why }) => `${name} in ${place} counts for nothing. ${why.message}`),
    ]
    const detail = [
      ...hidden.map(({ place, why }) => `${place} counts for nothing. ${why?.message ?? ''}`.trim()),
      ...problems.map(describeProblem),
      ...passedOver,
    ]
    if (local.length === 0 && problems.length === 0) return skipped('There are no local configurations.')
    if (hidden.length > 0) {
      return warning('A local configuration does not count.', {
        detail,
        advice: 'Tell its owner: while settings are managed, those of the app’s own window do nothing.',
      })
    }
    if (problems.length + passedOver.length > 0)
      return warning('A local configuration is not as the app writes it.', {
        detail,
        advice: 'Let its owner apply it again in the app’s window.',
      })
    return ok(
      localInEffect && tier === 'managed'
        ? 'They count beside settings of the app’s own behaviour.'
        : 'People’s own configurations count.',
    )
  },
})

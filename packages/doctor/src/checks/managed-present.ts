import { counted } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, ok, skipped, warning } from '../check.js'

export const managedPresent = defineCheck({
  title: 'There are managed settings',
  group: 'delivery',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run(patient) {
    const managed = (await patient.sources()).filter(({ tier }) => tier === 'managed')
    const present = managed.filter(
      ({ state, values }) => state === 'refused' || state === 'unusable' || values.length > 0,
    )
    if (present.length > 0) {
      const detail = present.map(
        ({ place, state, values }) =>
          `${place}: ${state === 'unusable' ? 'not readable' : counted(values.length, 'value')}`,
      )
      return ok(`${counted(present.length, 'source')} of managed settings.`, { detail })
    }
    const unknown = managed.filter(({ state }) => state === 'unknown')
    if (unknown.length > 0) {
      return skipped('It cannot be told from here whether settings are managed.', {
        detail: unknown.flatMap(({ problems }) => problems.map(({ message }) => message)),
        advice: 'Run this as an administrator, while the user is signed in.',
      })
    }
    return warning('No managed settings have arrived.', {
      detail: managed.map(({ place }) => `Looked at ${place}.`),
      advice:
        'That is fine where nothing is managed. Else see whether this machine is in the scope of its profile or policy.',
    })
  },
})

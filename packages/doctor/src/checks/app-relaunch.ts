import { readerRules } from '@cowork-mdm/schema'
import { defineCheck, ok, skipped, warning } from '../check.js'
import { appStarted } from '../facts/app-started.js'

export const appRelaunch = defineCheck({
  title: 'The running app has read the managed settings that are there now',
  group: 'app',
  // The registry does not tell when a value was written without calls of its own.
  platforms: ['darwin', 'linux'],
  severity: 'warning',
  async run(patient, signal) {
    const sources = (await patient.sources()).filter(({ tier, facts }) => tier === 'managed' && facts !== undefined)
    const [newest] = sources
      .map(({ facts, place }) => ({ at: new Date(facts!.modified), place }))
      .sort((left, right) => right.at.getTime() - left.at.getTime())
    if (!newest) return skipped('There are no managed settings.')
    if (newest.at > patient.host.now()) return skipped('Managed settings are from the future; see "clock".')
    const started = await appStarted(patient.host, signal)
    if (started === 'unknown') return skipped('It could not be told whether the app runs.')
    if (!started) return ok('The app does not run; it reads managed settings when it starts.')
    if (started >= newest.at) return ok(`The app was started at ${started.toISOString()}, after the last change.`)
    const version = await patient.appVersion()
    const rechecks =
      version !== undefined && readerRules(version, patient.host.platform).some(({ id }) => id === 'rechecks')
    return warning('Managed settings were changed after the app was started.', {
      detail: [
        `${newest.place} was changed at ${newest.at.toISOString()}, the app started at ${started.toISOString()}.`,
        ...(rechecks ? ['This release looks again by itself, and asks for a relaunch in time.'] : []),
      ],
      advice: 'Quit the app altogether and start it again.',
    })
  },
})

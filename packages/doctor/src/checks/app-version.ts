import { compareVersions } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, ok, skipped, warning } from '../check.js'

export const appVersion = defineCheck({
  title: 'The schema fits the installed app',
  group: 'app',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run(patient) {
    if ((await patient.apps()).length === 0) return skipped('There is no app to compare with.')
    const version = await patient.appVersion()
    const { schema } = await patient.effective()
    if (version === undefined) {
      return warning('Expected the app to tell its version, found none.', {
        detail: schema.note === undefined ? [] : [schema.note],
        advice: 'Reinstall the app; until then it is taken for the newest release.',
      })
    }
    if (schema.note === undefined) return ok(`Settings are checked against release ${schema.appVersion}.`)
    const direction =
      schema.appVersion !== 'unknown' && compareVersions(version, schema.appVersion) < 0 ? 'older' : 'newer'
    return warning(`The app (${version}) is ${direction} than what is known of its settings (${schema.appVersion}).`, {
      detail: [schema.note],
      advice:
        direction === 'older'
          ? 'Update the app, or leave settings out that it does not know yet.'
          : 'Update cowork-mdm, or run this where the app’s own archive can be read.',
    })
  },
})

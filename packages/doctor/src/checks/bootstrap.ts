import { SETTING_ROLES } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, failure, ok, skipped, warning } from '../check.js'

export const bootstrap = defineCheck({
  title: 'A bootstrap server can take over',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const roles = SETTING_ROLES
    const setting = await patient.setting(roles.bootstrap)
    if (!setting) return skipped('No bootstrap server is set.')
    const values = await patient.values()
    if (values[roles.bootstrapEnabled] === false) return skipped('A bootstrap server is set and turned off.')
    const { bootstrapAsked, sources } = await patient.effective()
    if (!bootstrapAsked && setting.state !== 'set')
      return skipped(`${roles.bootstrap} is set and refused; "settings-in-effect" tells why.`)
    if (!bootstrapAsked) {
      return failure(`${roles.bootstrap} is set, and the app does not ask the server.`, {
        detail: setting.holders.map(({ place, why }) => `${place}: ${why.message}`),
        advice: 'Set it to an https address, in a place that counts.',
      })
    }
    const detail: string[] = []
    if (!(await patient.setting(roles.organization)))
      detail.push(
        `${roles.organization} is not set beside it: what people have done is not kept when the server answers.`,
      )
    const holder = sources.find(({ id }) => id === setting.source)
    const isOfMachine = holder?.tier === 'managed' && holder.user === undefined
    if (!isOfMachine && values[roles.trustBootstrap] !== true)
      detail.push(
        `${setting.holders[0]?.place ?? 'Its source'} is of a user: the app asks people before it takes commands and credentials from the server.`,
      )
    if (detail.length === 0) return ok('The server is asked, and its answer replaces what is managed.')
    return warning('The server is asked, and people will notice.', {
      detail,
      advice: `Set ${roles.bootstrap} and ${roles.organization} for the machine.`,
    })
  },
})

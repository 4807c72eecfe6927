import { SETTING_ROLES } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, ok, skipped, warning } from '../check.js'
import { refusedSettings } from '../facts/refused-settings.js'

export const bootstrap = defineCheck({
  title: 'A bootstrap server can take over',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run(patient) {
    const roles = SETTING_ROLES
    const told = (await refusedSettings(patient)).get(roles.bootstrap)
    if (told) return skipped(`${roles.bootstrap} is set and refused; "${told}" tells why.`)
    const setting = await patient.setting(roles.bootstrap)
    if (setting?.state !== 'set') return skipped('No bootstrap server is set.')
    const { bootstrapAsked, sources } = await patient.effective()
    if (!bootstrapAsked) return skipped('A bootstrap server is set and turned off.')
    const values = await patient.values()
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

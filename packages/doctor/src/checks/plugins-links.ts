import { pathOf } from '@cowork-mdm/host'
import { pathsOf } from '@cowork-mdm/machine'
import { counted } from '@cowork-mdm/schema'
import { defineCheck, ok, skipped, warning } from '../check.js'

export const pluginsLinks = defineCheck({
  title: 'Links to plugins lead into marketplaces of this tool',
  group: 'plugins',
  platforms: ['darwin', 'win32'],
  severity: 'warning',
  async run(patient) {
    const plugins = await patient.plugins()
    const links = plugins?.entries.filter(({ kind, real }) => kind === 'link' && real !== undefined) ?? []
    if (links.length === 0) return skipped('There are no links.')
    const { platform } = patient.host
    const within = [pathOf(platform, 'marketplaces'), plugins!.folder].map((folder) => folder + pathsOf(platform).sep)
    const elsewhere = links.filter(({ real }) => !within.some((folder) => real!.startsWith(folder)))
    if (elsewhere.length === 0) return ok(`${counted(links.length, 'link')}.`)
    return warning(`${counted(elsewhere.length, 'link')} to somewhere else.`, {
      detail: elsewhere.map(({ path, real }) => `${path} leads to ${real}.`),
      advice: 'See whether only administrators can write there, or add the plugin with "cowork-mdm marketplace add".',
    })
  },
})

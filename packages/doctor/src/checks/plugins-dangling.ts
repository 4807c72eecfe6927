import { counted } from '@cowork-mdm/schema'
import { defineCheck, ok, skipped, warning } from '../check.js'
import { isOwnLink, removeDanglingLinks } from '../fixes/remove-dangling-links.js'

export const pluginsDangling = defineCheck({
  title: 'No link to a plugin leads nowhere',
  group: 'plugins',
  platforms: ['darwin', 'win32'],
  severity: 'warning',
  async run(patient) {
    const plugins = await patient.plugins()
    const links = plugins?.entries.filter(({ kind }) => kind === 'link') ?? []
    if (links.length === 0) return skipped('There are no links.')
    const dangling = links.filter(({ real }) => real === undefined)
    if (dangling.length === 0) return ok(`${counted(links.length, 'link')}, all of which lead somewhere.`)
    const own = dangling.filter((link) => isOwnLink(patient.host, link))
    return warning(`${counted(dangling.length, 'link')} to a plugin that is gone.`, {
      detail: dangling.map(
        (link) =>
          `${link.path} says ${link.target ?? 'nothing'}${own.includes(link) ? '' : ', and was not made by this tool'}.`,
      ),
      advice:
        own.length === dangling.length
          ? 'Remove them with "doctor --fix", or bring the plugins back with "cowork-mdm marketplace update".'
          : 'Remove those that nobody needs; --fix removes only what this tool made.',
      fixable: own.length > 0,
    })
  },
  fix: removeDanglingLinks,
})

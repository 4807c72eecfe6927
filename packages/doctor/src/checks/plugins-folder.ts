import { counted } from '@cowork-mdm/schema'
import { defineCheck, failure, ok, skipped, warning } from '../check.js'
import { makePluginsFolder } from '../fixes/make-plugins-folder.js'

export const pluginsFolder = defineCheck({
  title: 'The folder of the organisation’s plugins is there',
  group: 'plugins',
  platforms: ['darwin', 'win32'],
  severity: 'error',
  async run(patient) {
    const plugins = await patient.plugins()
    if (!plugins) return skipped('The app looks for none on this platform.')
    const { folder, exists, problem, entries } = plugins
    if (problem !== undefined) return failure(problem, { advice: `Put a folder at ${folder} that everybody can list.` })
    if (!exists) {
      return warning(`Expected a folder at ${folder}, found none.`, {
        advice:
          'That is fine where plugins come from a marketplace that is managed, or not at all. "doctor --fix" makes it.',
        fixable: true,
      })
    }
    const files = entries.filter(({ kind }) => kind === 'file')
    return ok(`${counted(entries.length - files.length, 'plugin')} in ${folder}.`, {
      detail: files.map(({ path }) => `${path} is a file; the app passes it over.`),
    })
  },
  fix: makePluginsFolder,
})

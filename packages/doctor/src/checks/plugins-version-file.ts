import { inTurns, pathsOf } from '@cowork-mdm/machine'
import { counted } from '@cowork-mdm/schema'
import { defineCheck, ok, skipped, warning } from '../check.js'
import { versionFileProblem, writeVersionFiles } from '../fixes/write-version-files.js'

export const pluginsVersionFile = defineCheck({
  title: 'version.json of every plugin can be read',
  group: 'plugins',
  platforms: ['darwin', 'win32'],
  severity: 'warning',
  async run(patient) {
    const plugins = await patient.plugins()
    const entries = plugins?.entries.filter(({ plugin }) => plugin !== undefined) ?? []
    if (entries.length === 0) return skipped('There are no plugins.')
    const problems = await inTurns(entries, 16, (entry) => versionFileProblem(patient.host, entry.path))
    const bad = entries.filter((_, index) => problems[index] !== undefined)
    const found = entries.flatMap(({ path }, index) => {
      const problem = problems[index]
      return problem === undefined ? [] : [`${pathsOf(patient.host.platform).join(path, 'version.json')}: ${problem}`]
    })
    if (found.length === 0) return ok(`${counted(entries.length, 'plugin')}.`)
    return warning(`${counted(found.length, 'plugin')} whose changes the app may not notice.`, {
      detail: found,
      advice: 'Write {"version": "…"} there, another text for every change; "doctor --fix" does so.',
      fixable: bad.some(({ kind }) => kind === 'folder'),
    })
  },
  fix: writeVersionFiles,
})

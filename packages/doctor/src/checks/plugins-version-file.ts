import { pathsOf } from '@cowork-mdm/machine'
import { defineCheck, ok, skipped, warning } from '../check.js'
import { counted } from '../facts/listed.js'
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
    const found = []
    let mendable = false
    for (const entry of entries) {
      const problem = await versionFileProblem(patient.host, entry.path)
      if (problem === undefined) continue
      found.push(`${pathsOf(patient.host.platform).join(entry.path, 'version.json')}: ${problem}`)
      mendable ||= entry.kind === 'folder'
    }
    if (found.length === 0) return ok(`${counted(entries.length, 'plugin')}.`)
    return warning(`${counted(found.length, 'plugin')} whose changes the app may not notice.`, {
      detail: found,
      advice: 'Write {"version": "…"} there, another text for every change; "doctor --fix" does so.',
      fixable: mendable,
    })
  },
  fix: writeVersionFiles,
})

import { quietly, whoCanChangeEach } from '@cowork-mdm/machine'
import { counted } from '@cowork-mdm/schema'
import { defineCheck, failure, ok, skipped } from '../check.js'
import { describeWriters } from '../facts/describe-writers.js'
import type { OrgPlugin } from '../facts/org-plugins.js'

const MOST_NAMED = 20

export const pluginsAccess = defineCheck({
  title: 'Only administrators can change the organisation’s plugins',
  group: 'plugins',
  platforms: ['darwin', 'win32'],
  severity: 'error',
  async run(patient) {
    const plugins = await patient.plugins()
    if (!plugins?.exists) return skipped('There is no folder of plugins.')
    const paths = [plugins.folder, ...plugins.entries.map(({ path }) => path)]
    const found = await quietly(whoCanChangeEach(patient.host, paths))
    if (found?.[0] === undefined)
      return skipped('Who can change them cannot be told.', { advice: 'Run this as an administrator.' })
    const inside = plugins.entries.flatMap((entry, index) =>
      // Where the whole plugin is somebody's, what is in it is of no interest.
      entry.writable.length > 0 && (found[index + 1] ?? []).length === 0 ? [describeInside(entry)] : [],
    )
    const lines = [...new Set([...found.flatMap((writers) => (writers ?? []).map(describeWriters)), ...inside])]
    const unknown = plugins.entries.filter(({ real }, index) => real !== undefined && found[index + 1] === undefined)
    if (lines.length === 0 && unknown.length > 0)
      return skipped(`Who can change ${counted(unknown.length, 'plugin')} cannot be told.`, {
        detail: unknown.slice(0, MOST_NAMED).map(({ path }) => path),
        advice: 'Run this as an administrator.',
      })
    if (lines.length === 0) return ok('Nobody else can change them.')
    const detail = lines.slice(0, MOST_NAMED)
    if (lines.length > MOST_NAMED) detail.push(`… and ${lines.length - MOST_NAMED} more`)
    return failure('Others can give everybody on this machine a plugin, with hooks and servers that run as them.', {
      detail,
      advice:
        'Give the folder and all in it to root or Administrators, and take the right to write from everybody else.',
    })
  },
})

/** The first thing in a plugin that others can write, and how many more there are. */
function describeInside({ path, writable: [first, ...more] }: OrgPlugin): string {
  const others = more.length === 0 ? '' : ` So it is with ${more.length} more in it.`
  return describeWriters({ path: `${path}/${first!.path}`, who: first!.who }) + others
}

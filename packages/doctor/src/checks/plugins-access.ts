import { whoCanChangeEach } from '@cowork-mdm/machine'
import { defineCheck, failure, ok, skipped } from '../check.js'
import { describeWriters } from '../facts/describe-writers.js'
import { quietly } from '../facts/look.js'

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
    if (found?.[0] === undefined) return skipped('Who can change them cannot be told.')
    const lines = [...new Set(found.flatMap((writers) => (writers ?? []).map(describeWriters)))]
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

import { quietly } from '@cowork-mdm/machine'
import { RULES, type RuleId } from '@cowork-mdm/linter'
import type { Host, HostUser } from '@cowork-mdm/machine'
import { defineCheck, EVERYWHERE, failure, ok, skipped } from '../check.js'
import { helpersOf } from '../facts/helpers.js'
import { shownPath } from '../facts/shown-path.js'

/** What Windows starts without a shell. */
const WINDOWS_PROGRAM = /\.(?:exe|com|cmd|bat)$/i

export const helperPath = defineCheck({
  title: 'Programs that the app runs are there',
  group: 'provider',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const helpers = await helpersOf(patient)
    if (helpers.length === 0) return skipped('No program is set.')
    const user = await patient.user()
    const told = new Set((await patient.findings()).flatMap(({ rule, key }) => (isOfPaths(rule) ? (key ?? []) : [])))
    const judged = helpers.filter(({ setting }) => !told.has(setting))
    if (judged.length === 0) return skipped('No path that can be looked at is set; "settings-addresses" tells why.')
    const problems = []
    for (const { setting, path } of judged) {
      const problem = await problemWith(patient.host, path, user)
      if (problem !== undefined) problems.push(`${setting}: ${problem}`)
    }
    if (problems.length === 0) return ok(judged.map(({ setting, path }) => `${setting}: ${path}`).join('; '))
    return failure(problems[0]!, {
      detail: problems,
      advice: 'Install the program in that place, or set its bare path, without arguments and quotation marks.',
    })
  },
})

/** What is wrong with a path as such is told by the check of addresses and paths. */
function isOfPaths(rule: RuleId): boolean {
  return RULES[rule].group === 'urls-and-paths'
}

/** Paths are shown, as they are no secrets; what looks like arguments, or may be some, is not. */
async function problemWith(host: Host, path: string, user: HostUser | undefined): Promise<string | undefined> {
  const shown = await shownPath(host, path)
  if (shown === undefined) return 'expected the whole path of a file, found something else.'
  if (/["']|\s--?\w/.test(path)) return 'expected a bare path, found arguments or quotation marks.'
  const facts = await quietly(host.stat(path, { follow: true }))
  if (!facts) return `expected a program at ${shown}, found none.`
  if (facts.type !== 'file') return `expected a program at ${path}, found a ${facts.type}.`
  if (host.platform === 'win32')
    return WINDOWS_PROGRAM.test(path) ? undefined : `expected .exe, .cmd or .bat at the end of ${path}.`
  const { mode = 0, uid, gid } = facts
  const bit = user === undefined ? 0o001 : uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
  if ((mode & bit) !== 0) return undefined
  return `expected that ${user?.name ?? 'everybody'} may run ${path}, found mode ${mode.toString(8).padStart(4, '0')}.`
}

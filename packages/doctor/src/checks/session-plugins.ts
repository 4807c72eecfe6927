import { orgPluginId, orgPluginName } from '@cowork-mdm/marketplace'
import { counted } from '@cowork-mdm/schema'
import { defineCheck, ok, skipped, warning } from '../check.js'

const MOST_NAMED = 20

export const sessionPlugins = defineCheck({
  title: 'The organisation’s plugins are on in every session',
  group: 'users',
  platforms: ['darwin', 'win32'],
  severity: 'warning',
  async run(patient) {
    const names = (await patient.plugins())?.entries.flatMap(({ name, plugin }) => (plugin ? [name] : [])) ?? []
    const found = await patient.sessions()
    const count = found.sessions.length
    if (names.length === 0 || count === 0) return skipped('There are no plugins, or no sessions.')
    const off = names.flatMap((name) => {
      const without = found.sessions.filter(({ enabled }) => enabled.get(orgPluginId(name)) === false)
      const people = [...new Set(without.map(({ user }) => user))]
      return without.length === 0 ? [] : [{ name, people, count: without.length }]
    })
    const own = new Set(names.map(orgPluginId))
    const gone = new Set(found.sessions.flatMap(({ installed }) => goneFrom(installed, own)))
    const detail = [
      ...off.map(({ name, people, count }) => `${name} is off in ${counted(count, 'session')} (${people.join(', ')}).`),
      ...[...gone].map(
        (name) => `${name} is still installed in sessions, and no longer among the organisation’s plugins.`,
      ),
    ]
    if (detail.length === 0) return ok(`${counted(names.length, 'plugin')} in ${counted(count, 'session')}.`)
    if (detail.length > MOST_NAMED) detail.splice(MOST_NAMED, Infinity, `… and ${detail.length - MOST_NAMED} more`)
    return warning(
      off.length > 0 ? `${counted(off.length, 'plugin')} turned off by users.` : 'Sessions keep plugins that are gone.',
      {
        detail,
        advice:
          'Set "installationPreference": "required" in plugin.json where it must be on; plugins that are gone leave with a new session.',
      },
    )
  },
})

/** Plugins of the organisation that are there no longer. */
function goneFrom(installed: ReadonlySet<string>, own: ReadonlySet<string>): string[] {
  return [...installed].flatMap((id) => (own.has(id) ? [] : (orgPluginName(id) ?? [])))
}

import { listPlugins } from '@cowork-mdm/marketplace'
import type { Outcome } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { renderTable } from '../output/table.js'
import { healthText, isWell, originText, usersText } from './describe-plugin.js'
import { withPlugins, type PluginsInput } from './open-plugins.js'

/** `plugin list`: what stands in org-plugins. */
export async function listCommand(input: PluginsInput): Promise<Outcome> {
  const result = await withPlugins(input, listPlugins)
  const { plugins, orgPlugins, unreadable } = result
  const remarks = [
    ...(plugins.length === 0 ? [`There are no plugins in ${plainText(orgPlugins)}.`] : []),
    ...unreadable.map((path) => `${plainText(path)} could not be read.`),
  ]
  return {
    json: result,
    text: (terminal) =>
      renderTable(
        [
          { title: 'Name', cells: plugins.map(({ name }) => plainText(name)), style: 'name' },
          { title: 'Version', cells: plugins.map(({ version = '' }) => plainText(version)) },
          { title: 'Commit', cells: plugins.map(({ revision = '' }) => revision.slice(0, 12)), optional: 'extra' },
          { title: 'Health', cells: plugins.map(healthText) },
          { title: 'Users', cells: plugins.map(({ users }) => usersText(users)), optional: 'extra' },
          { title: 'Source', cells: plugins.map(({ origin }) => originText(origin)), least: 16 },
        ],
        terminal,
      ),
    ...(remarks.length > 0 && { note: () => remarks.join('\n'), noteAlways: true }),
    exitCode: plugins.every(isWell) ? 0 : 1,
  }
}

import { showPlugin, type InstalledPlugin } from '@cowork-mdm/marketplace'
import type { Outcome } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'
import { healthText, isWell, originText } from './describe-plugin.js'
import { withPlugins, type PluginsInput } from './open-plugins.js'
import { renderPluginProblems } from './render-plugin-problems.js'

/** `plugin show`: one plugin of org-plugins. */
export async function showCommand(input: PluginsInput & { name: string }): Promise<Outcome> {
  const plugin = await withPlugins(input, async (host, options) => await showPlugin(host, input.name, options))
  return { json: plugin, text: (terminal) => render(plugin, terminal), exitCode: isWell(plugin) ? 0 : 1 }
}

function render(plugin: InstalledPlugin, terminal: Terminal): string {
  const { name, path, version, description, revision, installationPreference, origin, problems, users } = plugin
  const facts: [title: string, text: string | undefined][] = [
    ['Name', name],
    ['Version', version],
    ['What it is', description],
    ['Path', path],
    ['Source', originText(origin)],
    ['Commit', revision],
    ['Installed', installationPreference],
    ['Health', healthText(plugin)],
    ...users.map(({ user, app, account, organization, enabled, installed }): [string, string] => [
      `User ${user}`,
      `${enabled === undefined ? 'has not chosen' : enabled ? 'on' : 'off'}${installed ? ', installed' : ''} (${app}, account ${account}, organisation ${organization})`,
    ]),
  ]
  const shown = facts.filter((fact): fact is [string, string] => fact[1] !== undefined)
  const width = Math.max(...shown.map(([title]) => title.length))
  const lines = shown.map(
    ([title, text]) => `${style(terminal, 'heading', plainText(title).padEnd(width))}  ${plainText(text)}\n`,
  )
  const found = renderPluginProblems(problems, terminal)
  return lines.join('') + (found === '' ? '' : `\n${found}`)
}

import { prunePlugins } from '@cowork-mdm/marketplace'
import type { Outcome } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { style } from '../output/style.js'
import { withPlugins, type PluginsInput } from './open-plugins.js'

const WHY = { dangling: 'leads nowhere', leftover: 'was left behind' } as const

/** `plugin prune`: what nobody needs is gone. */
export async function pruneCommand(input: PluginsInput & { yes: boolean }): Promise<Outcome> {
  const result = await withPlugins(
    input,
    async (host, options) => await prunePlugins(host, { ...options, yes: input.yes }),
  )
  const { removed, kept, dryRun } = result
  const remarks = [
    ...kept.map((path) => `${plainText(path)} leads nowhere too; this tool did not make it, and leaves it.`),
    ...(removed.length === 0
      ? ['There is nothing to remove.']
      : dryRun
        ? ['Nothing was changed. Add --yes to remove it.']
        : []),
  ]
  return {
    json: result,
    text: (terminal) =>
      removed.map(({ path, why }) => `${style(terminal, 'removed', `- ${plainText(path)}`)} (${WHY[why]})\n`).join(''),
    ...(remarks.length > 0 && { note: () => remarks.join('\n'), noteAlways: true }),
  }
}

import { unlinkPlugin } from '@cowork-mdm/marketplace'
import type { Outcome } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { withPlugins, type PluginsInput } from './open-plugins.js'

/** `plugin unlink`: a plugin is where the app does not look. */
export async function unlinkCommand(
  input: PluginsInput & { name: string; undo: boolean; copy: boolean },
): Promise<Outcome> {
  const { name, undo, copy } = input
  const result = await withPlugins(
    input,
    async (host, options) => await unlinkPlugin(host, name, { ...options, copy, undo }),
  )
  const is = undo ? 'there' : 'away'
  return {
    json: result,
    text: () => `${plainText(result.name)} ${result.changed ? `is ${is} now` : `is ${is} already`}\n`,
  }
}

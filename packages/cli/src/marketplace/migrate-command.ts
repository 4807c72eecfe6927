import { migrate, type MigratedClone } from '@cowork-mdm/marketplace'
import { counted } from '@cowork-mdm/schema'
import { asAdministrator } from '../host/as-administrator.js'
import { openHost } from '../host/open-host.js'
import type { Outcome, RunContext } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'
import { fetchOptions, placeOf, type FetchInput } from './open-store.js'
import { remarksNote } from './render-placement.js'

/** `marketplace migrate`: clones of an earlier tool become marketplaces. 1 where one had to be kept. */
export async function migrateCommand(input: FetchInput & { yes: boolean }, context: RunContext): Promise<Outcome> {
  const host = await openHost(input, { realCommands: ['git', 'ssh-keygen', 'gpg'] })
  const result = await asAdministrator(
    host,
    async () =>
      await migrate(host, {
        clones: placeOf(input, input.clones),
        orgPlugins: placeOf(input, input['org-plugins']),
        copy: input.copy,
        yes: input.yes,
        ...fetchOptions(input, context),
      }),
  )
  const { clones, dryRun, changed } = result
  return {
    json: result,
    text: (terminal) => clones.map((clone) => render(clone, terminal)).join(''),
    ...remarksNote([
      ...(clones.length === 0 ? ['There are no clones in org-plugins.'] : []),
      ...(dryRun && changed ? ['Nothing was changed. Add --yes to do it.'] : []),
    ]),
    exitCode: clones.some(({ state }) => state === 'kept') ? 1 : 0,
  }
}

function render({ name, commit = '', links, state, reason }: MigratedClone, terminal: Terminal): string {
  const shown = style(terminal, 'name', plainText(name))
  if (reason) {
    const hint = reason.hint === undefined ? '' : ` ${reason.hint}`
    return `${shown} ${style(terminal, 'warning', 'is kept')}: ${plainText(reason.message + hint)}\n`
  }
  const is = state === 'migrated' ? 'is' : 'would become'
  return `${shown} ${is} a marketplace at ${commit.slice(0, 12)}, with ${counted(links.length, 'link')} into it\n`
}

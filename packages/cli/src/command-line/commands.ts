import type { Command, CommandGroup, CommandPlace, OptionSpec } from './command-table.js'
import { completionRow } from './completion-row.js'
import { doctorRow } from './doctor-row.js'
import { marketplaceGroup } from './marketplace-group.js'
import { pathsGroup } from './paths-group.js'
import { pluginGroup } from './plugin-group.js'
import { profileGroup } from './profile-group.js'
import { schemaGroup } from './schema-group.js'
import { skillGroup } from './skill-group.js'

/** Options that every command takes. */
export const GLOBAL_OPTIONS = {
  json: { type: 'boolean', summary: 'Print the result as JSON, and an error as {"error": {…}}' },
  'no-color': { type: 'boolean', summary: 'Print without colours, as NO_COLOR=1 does' },
  'show-secrets': { type: 'boolean', summary: 'Show values that are replaced by ‹redacted› otherwise' },
  help: { type: 'boolean', short: 'h', summary: 'Show help' },
  version: { type: 'boolean', summary: 'Show the version of cowork-mdm' },
} as const satisfies Record<string, OptionSpec>

/** Groups of commands. Parsing, help, suggestions, completion and the manual are derived from this table and the next. */
export const COMMAND_GROUPS: readonly CommandGroup[] = [
  schemaGroup,
  profileGroup,
  pathsGroup,
  marketplaceGroup,
  pluginGroup,
  skillGroup,
]

/** Commands that stand alone. */
export const SINGLE_COMMANDS: readonly Command[] = [doctorRow, completionRow]

/** Every command, in the order of help. */
export function everyCommand(): CommandPlace[] {
  const grouped = COMMAND_GROUPS.flatMap((group) => group.commands.map((command) => ({ group, command })))
  return [...grouped, ...SINGLE_COMMANDS.map((command) => ({ command }))]
}

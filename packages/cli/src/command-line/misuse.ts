import type { Command, CommandGroup, OptionSpec } from './command-table.js'

/** What is wrong with a command line; `under` and `of` are the words that were understood: `cowork-mdm schema`. */
export type Misuse =
  | { code: 'missing-command'; group: CommandGroup }
  | { code: 'unknown-command'; word: string; known: string[]; under: string }
  | { code: 'unknown-option'; word: string; name: string; known: string[]; of: string }
  | { code: 'option-missing'; name: string; option: OptionSpec; of: string }
  | { code: 'option-value-missing'; name: string; placeholder: string; found?: string | undefined }
  | { code: 'option-value-unexpected'; name: string; found: string }
  | { code: 'option-value-invalid'; name: string; found: string; choices: readonly string[] }
  | { code: 'option-repeated'; name: string; times: number }
  | { code: 'argument-missing'; index: number; found?: string | undefined; command: Command; of: string }
  | { code: 'argument-invalid'; name: string; found: string; choices: readonly string[]; command: Command; of: string }
  | { code: 'argument-unexpected'; found: string; command: Command; of: string }

/** Thrown by the parser. The words for it are loaded only when they are needed. */
export class CommandLineMisuse extends Error {
  override readonly name = 'CommandLineMisuse'

  constructor(readonly misuse: Misuse) {
    super(misuse.code)
  }
}

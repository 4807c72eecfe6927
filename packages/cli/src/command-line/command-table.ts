import type { Outcome, RunContext } from '../outcome.js'

/** Tables of names that are not loaded with the command line, but that shells complete. */
export type NamesOf = 'checks' | 'formats' | 'rules' | 'settings' | 'templates'

/** One argument without a dash, in its place. */
export interface PositionalSpec {
  /** Shown in capitals: `path` is `PATH`. */
  readonly name: string
  readonly summary: string
  /** Takes all that follow, at least one; the last one only. */
  readonly rest?: true
  /** May be absent; with `rest`, there may be none. */
  readonly optional?: true
  /** The only values there are. */
  readonly choices?: readonly string[]
  /** Names a file, which `name` does not say; shells complete it. */
  readonly file?: true
  /** One of these as a rule, for shells to complete; what else there is, the command decides. */
  readonly names?: NamesOf
}

export interface OptionSpec {
  readonly type: 'boolean' | 'string'
  readonly short?: string
  /** What stands for the value in help: `FILE`. Given for every option of type `string`. */
  readonly value?: string
  /** The only values there are. */
  readonly choices?: readonly string[]
  /** One of these as a rule, for shells to complete. */
  readonly names?: NamesOf
  /** Another name that is accepted too. */
  readonly alias?: string
  /** Must be given. */
  readonly required?: true
  /** Has the name of an option of every command, and another meaning; it is read once the command is known. */
  readonly ownMeaning?: true
  /** May be given several times; the command gets a list. */
  readonly multiple?: true
  readonly summary: string
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>

type Text<O> = O extends { choices: readonly (infer C extends string)[] } ? C : string

type OptionInput<O extends OptionSpec> = O extends { type: 'boolean' }
  ? boolean
  : O extends { multiple: true }
    ? Text<O>[]
    : O extends { required: true }
      ? Text<O>
      : Text<O> | undefined

/** What a command gets: its positionals and options by name, with the types that its row of the table declares. */
export type CommandInput<P extends readonly PositionalSpec[], O extends OptionSpecs> = {
  [S in P[number] as S['name']]: S extends { rest: true } ? Text<S>[] : Text<S>
} & { [N in keyof O]: OptionInput<O[N]> }

interface CommandFacts {
  readonly name: string
  /** One line without a full stop. */
  readonly summary: string
  /** Further paragraphs of the command's own help. */
  readonly details?: readonly string[]
  readonly examples: readonly Example[]
}

export interface Example {
  readonly command: string
  readonly summary: string
}

interface CommandRow<P extends readonly PositionalSpec[], O extends OptionSpecs> extends CommandFacts {
  readonly positionals: P
  readonly options: O
  /** Imports the command's code, so that nothing is loaded that is not needed. */
  readonly run: (input: CommandInput<P, O>, context: RunContext) => Promise<Outcome>
}

/** A row of the command table, as the parser, help and completion see it. */
export interface Command extends CommandFacts {
  readonly positionals: readonly PositionalSpec[]
  readonly options: OptionSpecs
  /** `input` was checked against `positionals` and `options`. */
  readonly run: (input: Record<string, unknown>, context: RunContext) => Promise<Outcome>
}

export interface CommandGroup {
  readonly name: string
  readonly summary: string
  readonly commands: readonly Command[]
}

/** Types a row of the command table: its `run` gets what its positionals and options declare. */
export function defineCommand<const P extends readonly PositionalSpec[], const O extends OptionSpecs>(
  row: CommandRow<P, O>,
): Command {
  return { ...row, run: (input, context) => row.run(input as CommandInput<P, O>, context) }
}

/** A command and the group it is in; one that stands alone has none. */
export interface CommandPlace {
  readonly group?: CommandGroup | undefined
  readonly command: Command
}

/** The words that call a command. */
export function commandLineOf({ group, command }: CommandPlace): string {
  return ['cowork-mdm', ...wordsOf({ group, command })].join(' ')
}

/** The same without the name of the tool. */
export function wordsOf({ group, command }: CommandPlace): string[] {
  return [...(group ? [group.name] : []), command.name]
}

/** A positional as usage shows it: `PATH`, `FILE…`. */
export function placeholderOf({ name, rest }: PositionalSpec): string {
  return name.toUpperCase() + (rest ? '…' : '')
}

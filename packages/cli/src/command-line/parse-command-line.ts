import { parseArgs } from 'node:util'
import {
  commandLineOf,
  wordsOf,
  type Command,
  type CommandGroup,
  type CommandPlace,
  type OptionSpec,
} from './command-table.js'
import { COMMAND_GROUPS, everyCommand, GLOBAL_OPTIONS, SINGLE_COMMANDS } from './commands.js'
import { CommandLineMisuse } from './misuse.js'

/** What a command line asks for. */
export type Request =
  | { kind: 'help'; group?: CommandGroup | undefined; command?: Command | undefined }
  | { kind: 'version' }
  | { kind: 'run'; command: Command; input: Record<string, unknown> }

/** The options that are heeded even where the rest of the command line is wrong, and the rest. */
export interface CommandLine {
  json: boolean
  noColour: boolean
  showSecrets: boolean
  /** @throws CommandLineMisuse where the command line cannot be followed */
  interpret: () => Request
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number]
type OptionToken = Extract<Token, { kind: 'option' }>
type OptionSpecs = Readonly<Record<string, OptionSpec>>

/** Splits the arguments by the options of all commands at once, so that options may stand before the command too. */
export function readCommandLine(args: string[]): CommandLine {
  const { options, aliases } = allOptions()
  const split = (all: ParserOptions['options']) =>
    parseArgs({ args, options: all, strict: false, allowPositionals: true, tokens: true }).tokens
  const own = ownMeanings(split(options))
  const tokens = split({ ...options, ...own })
  const given = tokens
    .filter((token) => token.kind === 'option')
    .map((token) => ({ ...token, name: aliases.get(token.name) ?? token.name }))
  const words = tokens.filter((token) => token.kind === 'positional').map((token) => token.value)
  const has = (name: keyof typeof GLOBAL_OPTIONS) => given.some((token) => token.name === name)
  return {
    json: has('json'),
    noColour: has('no-color'),
    showSecrets: has('show-secrets'),
    interpret: () => {
      const asksForHelp = words[0] === 'help'
      const request = interpretWords(asksForHelp ? words.slice(1) : words, given, has('help') || asksForHelp)
      return request.kind !== 'help' && has('version') && !('version' in own) ? { kind: 'version' } : request
    },
  }
}

/** Options that the command of these words has instead of those of every command. */
function ownMeanings(tokens: readonly Token[]): ParserOptions['options'] {
  const words = tokens.filter((token) => token.kind === 'positional').map((token) => token.value)
  const called = everyCommand().find((place) => wordsOf(place).every((word, index) => word === words[index]))
  const { options = {} } = called?.command ?? {}
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, { type, ownMeaning }]) => (ownMeaning ? [[name, { type }]] : [])),
  )
}

function optionsOf(commands: readonly Command[]): OptionSpecs {
  return Object.assign({}, ...commands.map((command) => command.options), GLOBAL_OPTIONS) as OptionSpecs
}

interface ParserOptions {
  options: Record<string, { type: 'boolean' | 'string'; short?: string }>
  /** Other names, and what they stand for. */
  aliases: Map<string, string>
}

function allOptions(): ParserOptions {
  const merged = optionsOf(everyCommand().map(({ command }) => command))
  const parsed: ParserOptions = { options: {}, aliases: new Map() }
  for (const [name, { type, short, alias }] of Object.entries(merged)) {
    parsed.options[name] = short === undefined ? { type } : { type, short }
    if (alias === undefined) continue
    parsed.options[alias] = { type }
    parsed.aliases.set(alias, name)
  }
  return parsed
}

function interpretWords(words: string[], given: OptionToken[], wantsHelp: boolean): Request {
  const [first, ...others] = words
  if (first === undefined) {
    checkNames(given, GLOBAL_OPTIONS, 'cowork-mdm')
    return given.some(({ name }) => name === 'version') && !wantsHelp ? { kind: 'version' } : { kind: 'help' }
  }
  if (others[0] === 'help') return interpretWords([first, ...others.slice(1)], given, true)
  const entry = find([...COMMAND_GROUPS, ...SINGLE_COMMANDS], first, 'cowork-mdm')
  if (!('commands' in entry)) return interpretCommand({ command: entry }, others, given, wantsHelp)
  return interpretGroup(entry, others, given, wantsHelp)
}

function interpretGroup(group: CommandGroup, words: string[], given: OptionToken[], wantsHelp: boolean): Request {
  const [commandName, ...positionals] = words
  if (commandName === undefined) {
    checkNames(given, optionsOf(group.commands), `cowork-mdm ${group.name}`)
    if (wantsHelp) return { kind: 'help', group }
    if (given.some(({ name }) => name === 'version')) return { kind: 'version' }
    throw new CommandLineMisuse({ code: 'missing-command', group })
  }
  const command = find(group.commands, commandName, `cowork-mdm ${group.name}`)
  return interpretCommand({ group, command }, positionals, given, wantsHelp)
}

function interpretCommand(place: CommandPlace, words: string[], given: OptionToken[], wantsHelp: boolean): Request {
  if (wantsHelp) return { kind: 'help', ...place }
  const { command } = place
  const of = commandLineOf(place)
  return {
    kind: 'run',
    command,
    input: { ...readOptions(command, given, of), ...readPositionals(command, words, of) },
  }
}

function find<T extends { name: string }>(list: readonly T[], word: string, under: string): T {
  const found = list.find((entry) => entry.name === word)
  if (found) return found
  throw new CommandLineMisuse({ code: 'unknown-command', word, known: list.map((entry) => entry.name), under })
}

function readOptions(command: Command, given: OptionToken[], of: string): Record<string, unknown> {
  checkNames(given, { ...GLOBAL_OPTIONS, ...command.options }, of)
  const input: Record<string, unknown> = {}
  for (const [name, spec] of Object.entries(command.options)) {
    const tokens = given.filter((token) => token.name === name)
    if (spec.type === 'boolean') {
      input[name] = tokens.length > 0
      continue
    }
    const values = tokens.map((token) => readValue(spec, token))
    if (values.length > 1 && !spec.multiple) {
      throw new CommandLineMisuse({ code: 'option-repeated', name, times: values.length })
    }
    if (values.length === 0 && spec.required) {
      throw new CommandLineMisuse({ code: 'option-missing', name, option: spec, of })
    }
    input[name] = spec.multiple ? values : values[0]
  }
  return input
}

function checkNames(given: OptionToken[], options: OptionSpecs, of: string): void {
  for (const { name, rawName, value, inlineValue } of given) {
    const spec = Object.hasOwn(options, name) ? options[name] : undefined
    if (!spec) {
      throw new CommandLineMisuse({ code: 'unknown-option', word: rawName, name, known: Object.keys(options), of })
    }
    if (spec.type === 'boolean' && inlineValue) {
      throw new CommandLineMisuse({ code: 'option-value-unexpected', name, found: value })
    }
  }
}

function readValue({ value: placeholder = 'VALUE', choices }: OptionSpec, { name, value, inlineValue }: OptionToken) {
  // `--out --json` forgot the file's name far more often than it names a file `--json`.
  if (value === undefined || value === '' || (!inlineValue && value.length > 1 && value.startsWith('-'))) {
    throw new CommandLineMisuse({ code: 'option-value-missing', name, placeholder, found: value })
  }
  if (choices && !choices.includes(value)) {
    throw new CommandLineMisuse({ code: 'option-value-invalid', name, found: value, choices })
  }
  return value
}

function readPositionals(command: Command, words: string[], of: string): Record<string, string | string[]> {
  const input: Record<string, string | string[]> = {}
  for (const [index, { name, rest, optional, choices }] of command.positionals.entries()) {
    const given = rest ? words.slice(index) : words.slice(index, index + 1)
    const missing = given.length === 0 && !optional ? 0 : given.indexOf('')
    if (missing >= 0) {
      throw new CommandLineMisuse({ code: 'argument-missing', index, found: given[missing], command, of })
    }
    const invalid = choices && given.find((word) => !choices.includes(word))
    if (choices && invalid !== undefined) {
      throw new CommandLineMisuse({ code: 'argument-invalid', name, found: invalid, choices, command, of })
    }
    input[name] = rest ? given : given[0]!
  }
  const found = command.positionals.at(-1)?.rest ? undefined : words[command.positionals.length]
  if (found !== undefined) throw new CommandLineMisuse({ code: 'argument-unexpected', found, command, of })
  return input
}

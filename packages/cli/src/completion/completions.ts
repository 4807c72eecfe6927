import {
  wordsOf,
  type CommandPlace,
  type NamesOf,
  type OptionSpec,
  type OptionSpecs,
  type PositionalSpec,
} from '../command-line/command-table.js'
import { COMMAND_GROUPS, everyCommand, GLOBAL_OPTIONS, SINGLE_COMMANDS } from '../command-line/commands.js'

/** What may stand for a value: a file, a folder, one of some words, or anything. */
export type Value = { kind: 'file' | 'folder' | 'any' } | { kind: 'words'; words: readonly string[] }

export interface Completions {
  /** What may be the next word of a command, by the words before it: `''`, `schema`. */
  words: { path: string; next: { word: string; summary: string }[] }[]
  commands: CommandCompletions[]
  /** Options that stand without a command too. */
  globals: OptionCompletion[]
  /** Every way to write an option that takes a value, in whichever command. */
  valued: string[]
}

export interface CommandCompletions {
  /** The words that call it: `schema list`. */
  path: string
  options: OptionCompletion[]
  positionals: { name: string; value: Value }[]
  /** The last positional may be repeated. */
  rest: boolean
}

export interface OptionCompletion {
  /** With their dashes, the shortest first: `-o`, `--out`. */
  flags: string[]
  summary: string
  /** Absent where the option takes none. */
  value?: Value
  placeholder: string
  multiple: boolean
}

/** Placeholders of values that are read from disk. */
const FILES = new Set(['FILE', 'PATH', 'REF'])
const FOLDERS = new Set(['DIR'])

/** Names of settings and the like: those of this release, as a script is written. */
export type Names = Readonly<Record<NamesOf, readonly string[]>>

/** What shells complete, from the command table: the same for each, in whatever way the shell wants it said. */
export function completions(names: Names): Completions {
  const commands = everyCommand().map((place) => commandCompletions(place, names))
  const globals = optionCompletions(GLOBAL_OPTIONS, names)
  const options = [...globals, ...commands.flatMap((command) => command.options)]
  return {
    words: [
      { path: '', next: [...COMMAND_GROUPS, ...SINGLE_COMMANDS].map(nextWord) },
      ...COMMAND_GROUPS.map((group) => ({ path: group.name, next: group.commands.map(nextWord) })),
    ],
    commands,
    globals,
    valued: [...new Set(options.filter(({ value }) => value).flatMap(({ flags }) => flags))],
  }
}

function nextWord({ name, summary }: { name: string; summary: string }) {
  return { word: name, summary }
}

function commandCompletions(place: CommandPlace, names: Names): CommandCompletions {
  const { positionals, options } = place.command
  return {
    path: wordsOf(place).join(' '),
    // An option that means something of its own here goes before one of the same name.
    options: optionCompletions({ ...options, ...GLOBAL_OPTIONS, ...options }, names),
    positionals: positionals.map((positional) => ({
      name: positional.name,
      value: valueOfPositional(positional, names),
    })),
    rest: positionals.at(-1)?.rest === true,
  }
}

function optionCompletions(options: OptionSpecs, names: Names): OptionCompletion[] {
  return Object.entries(options).map(([name, spec]) => ({
    flags: [...(spec.short ? [`-${spec.short}`] : []), `--${name}`, ...(spec.alias ? [`--${spec.alias}`] : [])],
    summary: spec.summary,
    ...(spec.type === 'string' ? { value: valueOf(spec, names) } : {}),
    placeholder: spec.value ?? '',
    multiple: spec.multiple === true,
  }))
}

function valueOfPositional({ name, file, ...spec }: PositionalSpec, all: Names): Value {
  return file ? { kind: 'file' } : valueOf({ ...spec, value: name.toUpperCase() }, all)
}

function valueOf({ value = '', choices, names }: Pick<OptionSpec, 'value' | 'choices' | 'names'>, all: Names): Value {
  const words = choices ?? (names && all[names])
  if (words) return { kind: 'words', words }
  return { kind: FILES.has(value) ? 'file' : FOLDERS.has(value) ? 'folder' : 'any' }
}

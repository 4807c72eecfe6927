import { style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'
import {
  ownCommand,
  placeholderOf,
  wordsOf,
  type Command,
  type CommandGroup,
  type OptionSpec,
  type OptionSpecs,
} from './command-table.js'
import { COMMAND_GROUPS, GLOBAL_OPTIONS } from './commands.js'

/** Width of help; the table's summaries are short enough for it, only details are wrapped. */
const WIDTH = 80

interface Topic {
  group?: CommandGroup | undefined
  command?: Command | undefined
}

/** Help of the whole tool, of a group or of a command. The table has no wide characters, so text is measured by length. */
export function renderHelp({ group, command = group && ownCommand(group) }: Topic, terminal: Terminal): string {
  if (group && command) return commandHelp(group, command, terminal)
  const groups = group ? [group] : COMMAND_GROUPS
  const calls = groups.flatMap((each) =>
    each.commands.map((row): Row => [[...wordsOf(each, row), ...positionals(row)].join(' '), row.summary]),
  )
  return join([
    [group ? `${group.summary}.` : 'Extract, compare and explain the managed settings of Claude Desktop.'],
    usage([group?.name ?? '<group>', '<command>', '[options]'], terminal),
    section('Commands', calls, terminal),
    section('Options of every command', optionRows(GLOBAL_OPTIONS), terminal),
    [`See "cowork-mdm ${group?.name ?? '<group>'} <command> --help" for the options of a command.`],
  ])
}

function commandHelp(group: CommandGroup, command: Command, terminal: Terminal): string {
  const words = [...wordsOf(group, command), ...positionals(command)]
  return join([
    [`${command.summary}.`],
    usage([...words, '[options]'], terminal),
    ...(command.details ?? []).map((text) => wrap(text, WIDTH)),
    section(
      'Arguments',
      command.positionals.map((positional): Row => [placeholderOf(positional), positional.summary]),
      terminal,
    ),
    section('Options', optionRows(command.options), terminal),
    section('Options of every command', optionRows(without(GLOBAL_OPTIONS, command.options)), terminal),
    [
      style(terminal, 'heading', 'Examples:'),
      ...command.examples.flatMap((example) => [
        `  ${style(terminal, 'faint', `# ${example.summary}`)}`,
        `  cowork-mdm ${example.command}`,
      ]),
    ],
  ])
}

type Row = [left: string, right: string]

function positionals(command: Command): string[] {
  return command.positionals.map(placeholderOf)
}

function usage(words: string[], terminal: Terminal): string[] {
  return [`${style(terminal, 'heading', 'Usage:')} ${['cowork-mdm', ...words].join(' ')}`]
}

function optionRows(options: Readonly<Record<string, OptionSpec>>): Row[] {
  return Object.entries(options).map(([name, { short, alias, value, choices, required, multiple, summary }]) => {
    const remarks = [
      required && 'required',
      choices && `one of ${choices.join(', ')}`,
      multiple && 'may be repeated',
      alias && `also --${alias}`,
    ].filter(Boolean)
    return [
      `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`,
      remarks.length > 0 ? `${summary} (${remarks.join('; ')})` : summary,
    ]
  })
}

/** A heading and rows in two columns. */
function section(title: string, rows: Row[], terminal: Terminal): string[] {
  if (rows.length === 0) return []
  const left = Math.max(...rows.map(([text]) => text.length))
  const lines = rows.flatMap(([name, text]) =>
    wrap(text, WIDTH - left - 4).map((line, index) => `  ${(index === 0 ? name : '').padEnd(left)}  ${line}`),
  )
  return [style(terminal, 'heading', `${title}:`), ...lines]
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function join(parts: string[][]): string {
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

/** What a command has in its own meaning stands with its own options. */
function without(options: OptionSpecs, own: OptionSpecs): OptionSpecs {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !Object.hasOwn(own, name)))
}

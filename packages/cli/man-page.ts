import {
  commandLineOf,
  placeholderOf,
  type CommandPlace,
  type OptionSpec,
  type OptionSpecs,
  type PositionalSpec,
} from './src/command-line/command-table.js'
import { everyCommand, GLOBAL_OPTIONS } from './src/command-line/commands.js'

/** The manual as a man page, from the command table: man(7) macros that groff and mandoc both know, in ASCII. No date. */
export function manPage(version: string): string {
  return [
    `.TH COWORK\\-MDM 1 "" "cowork\\-mdm ${roff(version)}" "User Commands"`,
    '.SH NAME',
    'cowork\\-mdm \\- managed settings of Claude Desktop: profiles, templates, machines',
    '.SH SYNOPSIS',
    ...everyCommand().flatMap(synopsis).slice(1),
    '.SH DESCRIPTION',
    text('Data goes to stdout, everything else to stderr. Options may stand before the command, too.'),
    '.SH OPTIONS OF EVERY COMMAND',
    ...options(GLOBAL_OPTIONS),
    '.SH COMMANDS',
    ...everyCommand().flatMap(command),
    '.SH EXIT STATUS',
    ...EXIT_CODES.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, text(meaning)]),
    '.SH ENVIRONMENT',
    ...VARIABLES.flatMap(([name, meaning]) => ['.TP', `.B ${name}`, text(meaning)]),
    '',
  ].join('\n')
}

const EXIT_CODES = [
  [0, 'Fine.'],
  [1, 'Findings, failed validation or failed checks.'],
  [2, 'Wrong usage.'],
  [3, 'Permission denied.'],
  [4, 'Not supported on this platform.'],
  [5, 'Internal error.'],
] as const

const VARIABLES = [
  ['NO_COLOR', 'Print without colours.'],
  ['COLUMNS', 'Width to fit into, where the output is no terminal.'],
] as const

function synopsis({ group, command }: CommandPlace): string[] {
  return ['.PP', `.B ${roff(commandLineOf({ group, command }))}`, ...command.positionals.map(argument), '[options]']
}

function command({ group, command }: CommandPlace): string[] {
  const { positionals, examples, details = [] } = command
  return [
    `.SS "${roff([commandLineOf({ group, command }), ...positionals.map(placeholderOf)].join(' '))}"`,
    text(`${command.summary}.`),
    ...details.flatMap((paragraph) => ['.PP', text(paragraph)]),
    ...positionals.flatMap((positional) => [
      '.TP',
      argument(positional),
      text(withRemarks(positional.summary, choices(positional))),
    ]),
    ...options(command.options),
    '.PP',
    `Examples:`,
    ...examples.flatMap(({ command: line, summary }) => [
      '.TP',
      `.B ${roff(`cowork-mdm ${line}`)}`,
      text(`${summary}.`),
    ]),
  ]
}

function argument(positional: PositionalSpec): string {
  return `.I ${roff(placeholderOf(positional))}`
}

function options(specs: OptionSpecs): string[] {
  return Object.entries(specs).flatMap(([name, { short, alias, value, required, multiple, summary, ...spec }]) => {
    const flags = [...(short ? [`-${short}`] : []), `--${name}`, ...(alias ? [`--${alias}`] : [])]
    const named = flags.map((flag) => `\\fB${roff(flag)}\\fR`).join(', ')
    const remarks = [required && 'Required.', multiple && 'May be repeated.']
    return [
      '.TP',
      value === undefined ? named : `${named} \\fI${roff(value)}\\fR`,
      text(withRemarks(summary, choices(spec), ...remarks)),
    ]
  })
}

function choices({ choices }: Pick<OptionSpec, 'choices'>): string | undefined {
  return choices && `One of ${choices.join(', ')}.`
}

function withRemarks(summary: string, ...remarks: (string | false | undefined)[]): string {
  return [`${summary}.`, ...remarks.filter(Boolean)].join(' ')
}

/** A line of running text: one that began with a dot or an apostrophe would be taken for a request. */
function text(line: string): string {
  return roff(line).replace(/^\./, '\\&.')
}

const NAMED: Record<string, string> = {
  '\\': '\\e',
  '-': '\\-',
  "'": '\\(aq',
  '"': '\\(dq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
}

/** Characters as they are: groff makes typographic ones of the plain ones otherwise, and reads no UTF-8 by itself. */
function roff(plain: string): string {
  return plain.replace(
    /[\\\-'"`^~]|[^ -~]/gu,
    (character) => NAMED[character] ?? `\\[u${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
  )
}

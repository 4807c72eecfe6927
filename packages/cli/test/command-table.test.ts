import { expect, test } from 'vitest'
import { commandLineOf, type OptionSpec } from '../src/command-line/command-table.js'
import { COMMAND_GROUPS, everyCommand, GLOBAL_OPTIONS } from '../src/command-line/commands.js'
import { readCommandLine } from '../src/command-line/parse-command-line.js'
import { renderHelp } from '../src/command-line/render-help.js'

const plain = { interactive: false, columns: undefined, colours: false }
const rows = everyCommand()
const options: [name: string, spec: OptionSpec][] = [
  ...Object.entries(GLOBAL_OPTIONS),
  ...rows.flatMap(({ command }) => Object.entries(command.options)),
]
const shared = options.filter(([, { ownMeaning }]) => !ownMeaning)

test('an option has one type and one short form in all commands, as they are parsed together', () => {
  const forms = new Map<string, Set<string>>()
  for (const [name, { type, short }] of shared) {
    forms.set(name, (forms.get(name) ?? new Set()).add(`${type} ${short ?? ''}`))
  }
  expect([...forms].filter(([, set]) => set.size > 1)).toEqual([])
})

test('no command redefines an option of every command, unless it says so', () => {
  const own = rows.flatMap(({ command }) => Object.entries(command.options))
  const redefined = own.filter(([name, { ownMeaning = false }]) => name in GLOBAL_OPTIONS !== ownMeaning)
  expect(redefined).toEqual([])
})

test('an option of a command may mean something else than the one of every command', () => {
  const pack = ['skill', 'pack', 'dir', '--name', 'x', '--out', 'y', '--version', '1.2.0']
  expect(readCommandLine(pack).interpret()).toMatchObject({ kind: 'run', input: { dir: 'dir', version: '1.2.0' } })
  expect(readCommandLine([...pack.slice(0, 2), '--version=1.2.0', ...pack.slice(2, 7)]).interpret()).toMatchObject({
    kind: 'run',
    input: { dir: 'dir', version: '1.2.0' },
  })
  expect(readCommandLine(['schema', 'list', '--version']).interpret()).toEqual({ kind: 'version' })
  expect(() => readCommandLine(pack.slice(0, 8)).interpret()).toThrow()
})

test('options with a value say what it stands for', () => {
  expect(options.filter(([, { type, value }]) => (type === 'string') !== (value !== undefined))).toEqual([])
})

test('summaries are phrases, not sentences', () => {
  const summaries = [...options, ...rows.map(({ command }) => [command.name, command] as const)]
  expect(summaries.filter(([, { summary }]) => summary.endsWith('.') || !/^[A-Z]/.test(summary))).toEqual([])
})

test.each(rows.map((place) => [commandLineOf(place), place.command] as const))(
  'every example of %s can be parsed, and is of that command',
  (_, command) => {
    expect(command.examples.length).toBeGreaterThan(0)
    for (const example of command.examples) {
      expect(readCommandLine(example.command.split(' ')).interpret()).toMatchObject({ kind: 'run', command })
    }
  },
)

test('help fits into 80 columns', () => {
  const topics = [{}, ...COMMAND_GROUPS.map((group) => ({ group })), ...rows]
  const lines = topics.flatMap((topic) => renderHelp(topic, plain).split('\n'))
  expect(lines.filter((line) => line.length > 80)).toEqual([])
})

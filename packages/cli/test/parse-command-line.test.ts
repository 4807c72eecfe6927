import { expect, test } from 'vitest'
import { CommandLineMisuse } from '../src/command-line/misuse.js'
import { readCommandLine, type Request } from '../src/command-line/parse-command-line.js'

function inputOf(...args: string[]): unknown {
  const request: Request = readCommandLine(args).interpret()
  return request.kind === 'run' ? { [request.command.name]: request.input } : request.kind
}

test('positionals and options come under their names', () => {
  expect(inputOf('schema', 'extract', 'app.asar', '--out=x.json', '--facts-only')).toEqual({
    extract: { path: 'app.asar', out: 'x.json', 'facts-only': true },
  })
})

test('options that are not given are false, undefined or an empty list', () => {
  expect(inputOf('schema', 'list')).toEqual({
    list: { schema: undefined, scope: [], provider: [], category: [], since: undefined, provenance: undefined },
  })
})

test('options stand anywhere, and repeated ones are collected', () => {
  expect(inputOf('--scope', '1p', 'schema', '--since', '1.2', 'list', '--scope=3p')).toMatchObject({
    list: { scope: ['1p', '3p'], since: '1.2' },
  })
})

test('after -- everything is a positional', () => {
  expect(inputOf('schema', 'extract', '--', '--json')).toMatchObject({ extract: { path: '--json' } })
  expect(readCommandLine(['schema', 'extract', '--', '--json']).json).toBe(false)
})

test('help goes before everything that is wrong behind the command', () => {
  expect(inputOf('schema', 'list', 'x', '--bogus', '--help')).toBe('help')
  expect(inputOf('help', 'schema', 'show')).toBe('help')
  expect(inputOf('help')).toBe('help')
  expect(inputOf('schema', 'help')).toBe('help')
  expect(inputOf('schema', 'help', 'show')).toBe('help')
})

test('a group alone tells the version as well', () => {
  expect(inputOf('schema', '--version')).toBe('version')
})

test('a wrong command line still tells whether JSON is wanted', () => {
  const { json, noColour, interpret } = readCommandLine(['schema', 'nope', '--json', '--no-color'])
  expect({ json, noColour }).toEqual({ json: true, noColour: true })
  expect(interpret).toThrow(CommandLineMisuse)
})

test('names of object members are neither commands nor options', () => {
  for (const args of [
    ['constructor'],
    ['schema', '__proto__'],
    ['--constructor'],
    ['schema', 'list', '--__proto__', 'x'],
  ]) {
    expect(() => readCommandLine(args).interpret()).toThrow(CommandLineMisuse)
  }
})

test('no arguments make the parser fail in another way', () => {
  const words = [
    'schema',
    'list',
    'show',
    '--json',
    '--json=',
    '--schema',
    '--scope=1p',
    '--',
    '-',
    '-h',
    '-xyz',
    '--=',
    '',
  ]
  for (const first of words) {
    for (const second of words) {
      for (const third of words) {
        try {
          readCommandLine([first, second, third]).interpret()
        } catch (error) {
          expect(error).toBeInstanceOf(CommandLineMisuse)
        }
      }
    }
  }
})

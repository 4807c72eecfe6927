import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Profile } from '@cowork-mdm/profile'
import { latestSchema, loadExamples } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, parseBinary } from 'plist'
import { encode } from '../src/encode.js'
import { EncoderError } from '../src/encoder-error.js'
import type { FormatName } from '../src/format.js'
import type { PlistValue } from '../src/plist/plist-value.js'
import { selectSettings } from '../src/settings/select-settings.js'
import { toPlist } from '../src/settings/to-plist.js'
import { FORMATS } from '../src/formats.js'
import { profileArbitrary } from './support/profile-arbitrary.js'

// Readers of others, where they are installed; what is skipped is shown as skipped.
const has = (command: string, ...args: string[]) => spawnSync(command, args).status === 0
const hasPython = has('python3', '-c', 'import plistlib')
const hasPlistutil = has('plistutil', '--version')
const hasPlutil = process.platform === 'darwin' && has('plutil', '-help')
const hasXmllint = has('xmllint', '--version')

const document = await latestSchema()
const examples = await loadExamples()
const XML: FormatName[] = ['mobileconfig', 'mobileconfig-mcx', 'plist', 'jamf', 'fleet', 'iru']

/** Every example, and profiles with anything that each of these formats takes. */
const profiles: Profile[] = [
  { name: 'Examples', settings: Object.entries(examples).map(([name, value]) => ({ name, value })) },
  ...fc.sample(profileArbitrary(document), { numRuns: 60, seed: 4 }),
].filter((profile) => (['mobileconfig', 'plist-binary'] as const).every((format) => isTaken(profile, format)))

function isTaken(profile: Profile, format: FormatName): boolean {
  try {
    encode(profile, { format, document })
    return true
  } catch (error) {
    if (!(error instanceof EncoderError)) throw error
    return false
  }
}

/** What a reader has to find in the plist of a profile. */
function expected(profile: Profile): object {
  const options = { format: 'plist', document } as const
  const settings = selectSettings(profile, FORMATS.plist, options, [])
  return plain(toPlist({ profile, settings, options, notes: [] })) as object
}

function plain(value: PlistValue): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, entry]) => [name, plain(entry)]))
  return Array.isArray(value) ? value.map(plain) : value
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'encoder-readers-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes the files of all profiles; the property list of each. */
function filesOf(format: FormatName): string[] {
  return profiles.map((profile, index) => {
    const [file] = encode(profile, { format, document }).files
    const path = join(folder, format, String(index), file!.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file!.bytes)
    return path
  })
}

const PYTHON = `
import json, plistlib, sys
print(json.dumps([plistlib.load(open(path, 'rb')) for path in json.load(sys.stdin)]))
`
const REWRITE = `
import plistlib, sys
sys.stdout.buffer.write(plistlib.dumps(plistlib.load(open(sys.argv[1], 'rb')), sort_keys=False))
`
const python = (script: string, args: string[], input = '') =>
  execFileSync('python3', ['-c', script, ...args], { input, maxBuffer: 64 * 1024 * 1024 })

it('there are profiles to read, and they hold the awkward', () => {
  expect(profiles.length).toBeGreaterThan(40)
  expect(JSON.stringify(profiles)).toMatch(/\\r/)
})

describe.skipIf(!hasPython)('plistlib of Python', () => {
  it.each(['plist', 'plist-binary', 'jamf'] as const)('reads the same settings: %s', (format) => {
    const read = JSON.parse(python(PYTHON, [], JSON.stringify(filesOf(format))).toString()) as unknown[]
    expectSame(read, profiles.map(expected))
  })

  it.each(['mobileconfig', 'mobileconfig-mcx'] as const)('finds the settings in a payload: %s', (format) => {
    const read = JSON.parse(python(PYTHON, [], JSON.stringify(filesOf(format))).toString()) as Read[]
    for (const [index, { PayloadContent }] of read.entries()) {
      const [payload] = PayloadContent as [Read]
      const settings = format === 'mobileconfig' ? payload : forcedOf(payload)
      expect(settings).toMatchObject(expected(profiles[index]!))
    }
  })

  it('writes the same bytes for the examples: there is nothing unusual about ours', () => {
    for (const format of XML) {
      const [path] = filesOf(format)
      const bytes = encode(profiles[0]!, { format, document }).files[0]!.bytes
      expect(python(REWRITE, [path!]).toString(), format).toBe(new TextDecoder().decode(bytes))
    }
  })
})

interface Read {
  [name: string]: unknown
}

function forcedOf(payload: Read): unknown {
  type Domains = Record<string, { Forced: { mcx_preference_settings: unknown }[] }>
  return (payload['PayloadContent'] as Domains)['com.anthropic.claudefordesktop']!.Forced[0]!.mcx_preference_settings
}

describe.skipIf(!hasPlistutil)('plistutil of libplist', () => {
  it.skipIf(!hasPython)('turns binary into XML and XML into binary, with the same settings', () => {
    const converted = filesOf('plist').map((xml, index) => {
      execFileSync('plistutil', ['-i', xml, '-o', `${xml}.bin`, '-f', 'bin'])
      const binary = filesOf('plist-binary')[index]!
      execFileSync('plistutil', ['-i', binary, '-o', `${binary}.xml`, '-f', 'xml'])
      return [`${xml}.bin`, `${binary}.xml`]
    })
    const read = JSON.parse(python(PYTHON, [], JSON.stringify(converted.flat())).toString()) as unknown[]
    // Its XML has carriage returns as they are, which readers take for line feeds.
    expectSame(
      read,
      profiles.flatMap((profile) => [expected(profile), unifyBreaks(expected(profile))]),
    )
  })
})

function unifyBreaks(settings: object): unknown {
  const unified = (value: unknown) => (typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : value)
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, unified(value)]))
}

describe.skipIf(!hasPlutil)('plutil of macOS', () => {
  it.each([...XML, 'plist-binary'] as FormatName[])('finds nothing to complain about: %s', (format) => {
    execFileSync('plutil', ['-lint', '-s', ...filesOf(format)])
  })
})

describe.skipIf(!hasXmllint)('xmllint', () => {
  it.each(XML)('finds nothing to complain about: %s', (format) => {
    execFileSync('xmllint', ['--noout', '--nonet', '--huge', ...filesOf(format)])
  })

  it.each(['intune-preference', 'workspace-one'] as const)('nor in what becomes of a fragment: %s', (format) => {
    const wrapped = profiles.map((profile, index) => {
      const text = new TextDecoder().decode(encode(profile, { format, document }).files[0]!.bytes)
      const path = join(folder, `${format}-${index}.xml`)
      writeFileSync(path, `<plist version="1.0">${format === 'workspace-one' ? text : `<dict>${text}</dict>`}</plist>`)
      return path
    })
    execFileSync('xmllint', ['--noout', '--nonet', '--huge', ...wrapped])
  })
})

it('the plist library of Node reads the same examples', () => {
  const [profile] = profiles
  const [xml] = encode(profile!, { format: 'plist', document }).files
  const [binary] = encode(profile!, { format: 'plist-binary', document }).files
  expect(parse(new TextDecoder().decode(xml!.bytes))).toEqual(expected(profile!))
  expect(parseBinary(binary!.bytes)).toEqual(expected(profile!))
})

/** Compares one by one: a list of everything that differs would be longer than anybody reads. */
function expectSame(read: readonly unknown[], wanted: readonly unknown[]): void {
  expect(read.length).toBe(wanted.length)
  const differing = read.findIndex((value, index) => JSON.stringify(value) !== JSON.stringify(wanted[index]))
  if (differing >= 0) expect(read[differing]).toEqual(wanted[differing])
}

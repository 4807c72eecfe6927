import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Profile } from '@cowork-mdm/profile'
import { latestSchema, loadExamples } from '@cowork-mdm/schema'
import type { RegistryValue } from '@cowork-mdm/schema/values'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode } from '../src/decode.js'
import { encode } from '../src/encode.js'
import { EncoderError } from '../src/encoder-error.js'
import type { FormatName } from '../src/format.js'
import { FORMATS } from '../src/formats.js'
import { selectSettings } from '../src/settings/select-settings.js'
import { toRegistry } from '../src/settings/to-registry.js'
import { profileArbitrary } from './support/profile-arbitrary.js'

// Readers of others, where they are installed; what is skipped is shown as skipped.
const has = (command: string, ...args: string[]) => spawnSync(command, args).status === 0
const hasHivex = has('perl', '-MWin::Hivex::Regedit', '-e', '1')
const hasWine = has('wine', '--version')
const hasPython = has('python3', '-c', 'import json')

const document = await latestSchema()
const { enduserAttribution: _, ...examples } = await loadExamples()

const profiles: Profile[] = [
  { settings: Object.entries(examples).map(([name, value]) => ({ name, value })) },
  ...fc.sample(profileArbitrary(document), { numRuns: 60, seed: 5 }),
].filter((profile) => isTaken(profile, 'reg'))

function isTaken(profile: Profile, format: FormatName): boolean {
  try {
    encode(profile, { format, document, allowUnknown: true })
    return true
  } catch (error) {
    if (!(error instanceof EncoderError)) throw error
    return false
  }
}

/** Name, type and data of every value that the registry has to hold, in the order of their names. */
function expected(profile: Profile): unknown[] {
  const options = { format: 'reg', document } as const
  const settings = selectSettings(profile, FORMATS.reg, options, [])
  return sorted(toRegistry({ profile, settings, options, notes: [] }))
}

const sorted = (values: { name: string; value: RegistryValue }[]) =>
  values.map(({ name, value }) => [name, value.type, value.data]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))

function bytesOf(profile: Profile, format: FormatName = 'reg'): Uint8Array {
  return encode(profile, { format, document, allowUnknown: true }).files[0]!.bytes
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'encoder-registry-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

it('there are profiles to read, and they hold the awkward', () => {
  expect(profiles.length).toBeGreaterThan(40)
  expect(JSON.stringify(profiles)).toMatch(/\\r/)
})

// The parser of hivexregedit, with a registry that tells what it is given: its files have no empty hive to merge into.
const HIVEX = `
package Told; sub new { bless {} }
sub root { 1 } sub node_get_child { 2 } sub node_add_child { 2 } sub node_values { () } sub value_key { '' }
sub node_set_values {
  my ($self, $node, $values) = @_;
  push @{$self->{told}}, map {
    utf8::encode(my $key = $_->{key}); [unpack('H*', $key), $_->{t}, unpack('H*', $_->{value})]
  } @$values;
}
package main;
use Encode qw(decode); use JSON::PP; use Win::Hivex::Regedit qw(reg_import);
my @all;
for my $path (@ARGV) {
  open my $in, '<:raw', $path or die; my $bytes = do { local $/; <$in> };
  my $text = decode('UTF-16', $bytes); $text =~ s/\\r\\n/\\n/g; utf8::encode($text);
  open my $file, '<:encoding(UTF-8)', \\$text or die;
  my $told = Told->new; reg_import($file, $told); push @all, $told->{told} || [];
}
print encode_json(\\@all);
`

describe.skipIf(!hasHivex)('hivexregedit', () => {
  it('reads the same values', { timeout: 120_000 }, () => {
    // It takes long for long texts.
    const short = profiles.filter((profile) => bytesOf(profile).length < 60_000)
    const paths = short.map((profile, index) => {
      const path = join(folder, `${index}.reg`)
      writeFileSync(path, bytesOf(profile))
      return path
    })
    const output = execFileSync('perl', ['-e', HIVEX, ...paths], { maxBuffer: 256 * 1024 * 1024 }).toString()
    const read = JSON.parse(output) as [string, number, string][][]
    expect(read.map((values) => sorted(values.map(fromHivex)))).toEqual(short.map(expected))
  })
})

function fromHivex([key, type, data]: [string, number, string]): { name: string; value: RegistryValue } {
  const bytes = Buffer.from(data, 'hex')
  const name = Buffer.from(key, 'hex').toString()
  if (type === 4) return { name, value: { type: 'REG_DWORD', data: bytes.readUInt32LE() } }
  return { name, value: { type: 'REG_SZ', data: bytes.toString('utf16le').replace(/\0$/, '') } }
}

describe.skipIf(!hasWine)('reg import of Wine', () => {
  const wine = (...args: string[]) =>
    spawnSync('wine', args, {
      cwd: folder,
      env: { ...process.env, WINEPREFIX: join(folder, 'wine'), WINEDEBUG: '-all' },
    })
  const KEY = 'HKLM\\SOFTWARE\\Policies\\Claude'

  it('takes every example, exports the same, and the undo removes it', { timeout: 240_000 }, () => {
    const [profile] = profiles
    writeFileSync(join(folder, 'set.reg'), bytesOf(profile!))
    writeFileSync(join(folder, 'undo.reg'), bytesOf(profile!, 'reg-undo'))
    expect(wine('reg', 'import', 'set.reg').status).toBe(0)
    expect(wine('reg', 'export', KEY, 'back.reg', '/y').status).toBe(0)
    const back = decode({ path: 'back.reg', bytes: readFileSync(join(folder, 'back.reg')) }, { document }).profile
    const values = (of: Profile) => of.settings.map(({ name, value }) => [name, value]).sort()
    expect(values(back)).toEqual(values(decode({ path: 'set.reg', bytes: bytesOf(profile!) }, { document }).profile))
    expect(wine('reg', 'import', 'undo.reg').status).toBe(0)
    expect(wine('reg', 'query', KEY).stdout.toString()).not.toContain('REG_')
  })
})

describe.skipIf(!hasPython)('json of Python', () => {
  it.each(['linux', 'config-library', 'bootstrap', 'oma-uri'] as FormatName[])('reads the same: %s', (format) => {
    const files = profiles
      .filter((profile) => isTaken(profile, format))
      .map((profile) => new TextDecoder().decode(bytesOf(profile, format)))
    const script = 'import json, sys; print(json.dumps([json.loads(text) for text in json.load(sys.stdin)]))'
    const output = execFileSync('python3', ['-c', script], {
      input: JSON.stringify(files),
      maxBuffer: 256 * 1024 * 1024,
    })
    expect(JSON.parse(output.toString())).toEqual(files.map((text) => JSON.parse(text) as unknown))
  })
})

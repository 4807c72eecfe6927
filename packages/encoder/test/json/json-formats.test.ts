import type { Profile } from '@cowork-mdm/profile'
import { latestSchema } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/decode.js'
import { encode } from '../../src/encode.js'
import type { EncodeOptions, FormatName } from '../../src/format.js'
import { failureOf } from '../support/failure-of.js'

const document = await latestSchema()
type Values = Record<string, Profile['settings'][number]['value']>

function encoded(
  values: Values,
  options: Partial<EncodeOptions> & { format: FormatName },
  fields: Partial<Profile> = {},
) {
  const settings = Object.entries(values).map(([name, value]) => ({ name, value }))
  const { files, notes } = encode({ ...fields, settings }, { document, ...options })
  const json = files.map(({ bytes }) => JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>)
  return { paths: files.map(({ path }) => path), json, files, notes: notes.map(({ message }) => message) }
}

const read = (value: unknown, path: string, format?: FormatName) =>
  decode(
    { path, bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)) },
    { document, ...(format && { format }) },
  )

describe('linux', () => {
  it('holds native values under their flat names', () => {
    const values = { disableAutoUpdates: true, coworkEgressAllowedHosts: [], autoUpdaterEnforcementHours: 72 }
    const { paths, json } = encoded(values, { format: 'linux' })
    expect([paths, json]).toEqual([['managed-settings.json'], [values]])
  })

  it('holds texts where that is asked for', () => {
    const values = { disableAutoUpdates: true, coworkEgressAllowedHosts: ['a'] }
    const { json } = encoded(values, { format: 'linux', values: 'strings' })
    expect(json).toEqual([{ disableAutoUpdates: 'true', coworkEgressAllowedHosts: '["a"]' }])
  })

  it('refuses a name that the app may not know, unless told to', () => {
    const failure = failureOf(() => encoded({ disableAutoUpdate: true }, { format: 'linux' }))
    expect(failure.code).toBe('unknown-key-refused')
    expect(failure.message).toContain('disableAutoUpdate')
    expect(encoded({ x: 1 }, { format: 'linux', allowUnknown: true }).json).toEqual([{ x: 1 }])
  })

  it('is read with places, and a byte order mark is noted', () => {
    const { text, profile, notes, stores } = read('\ufeff{"disableAutoUpdates": "TRUE"}', 'managed-settings.json')
    expect(profile.settings.map(({ name, value }) => [name, value])).toEqual([['disableAutoUpdates', true]])
    expect(text!.slice(...profile.settings[0]!.source!.node.range)).toBe('"TRUE"')
    expect(notes.map(({ code }) => code)).toEqual(['byte-order-mark'])
    expect(stores.map(({ kind }) => kind)).toEqual(['json'])
  })

  it.each(['[]', '"text"', '1', 'null'])('refuses %s', (text) => {
    expect(failureOf(() => read(text, 'managed-settings.json', 'linux')).code).toBe('invalid-json')
  })

  it('refuses bytes that are no UTF-8', () => {
    const file = { path: 'managed-settings.json', bytes: Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d) }
    expect(failureOf(() => decode(file, { document })).code).toBe('wrong-encoding')
  })
})

describe('config-library', () => {
  it('is called after an identifier that never changes, and the index names and applies it', () => {
    const first = encoded({ disableAutoUpdates: true }, { format: 'config-library' }, { name: 'Lab' })
    const [id] = first.paths
    expect(id).toMatch(/^[a-f0-9-]{36}\.json$/)
    const uuid = id!.replace('.json', '')
    expect(first.paths).toEqual([`${uuid}.json`, '_meta.json'])
    expect(first.json[1]).toEqual({ appliedId: uuid, entries: [{ id: uuid, name: 'Lab' }] })
    expect(encoded({ x: 2 }, { format: 'config-library' }, { name: 'Lab' }).paths).toEqual(first.paths)
    expect(encoded({}, { format: 'config-library' }, { identifier: 'com.example.x' }).paths).not.toEqual(first.paths)
  })

  it('is read alone, or with its index in any order', () => {
    const { files } = encoded({ disableAutoUpdates: true }, { format: 'config-library' }, { name: 'Lab' })
    expect(decode(files[0]!, { document }).profile.name).toBeUndefined()
    for (const given of [files, [...files].reverse()]) {
      const { profile, format } = decode(given, { document })
      expect([profile.name, profile.settings.length, format]).toEqual(['Lab', 1, 'config-library'])
    }
  })

  it('an index alone is refused', () => {
    const { files } = encoded({}, { format: 'config-library' })
    const failure = failureOf(() => decode(files[1]!, { document }))
    expect(failure.code).toBe('no-settings')
    expect(failure.hint).toContain('appliedId')
  })
})

describe('bootstrap', () => {
  it('holds the settings that a server may set, and nothing about the response', () => {
    const values = {
      inferenceProvider: 'gateway',
      bootstrapUrl: 'https://b.example.com',
      bootstrapOidc: {},
      bootstrapHeaders: {},
      bootstrapHeadersHelper: '/x',
      bootstrapEnabled: true,
      trustBootstrapDelivery: true,
      egressProxyUrl: 'https://p.example.com',
      egressProxyPacUrl: 'https://p.example.com/x',
      forceLoginOrgUUID: ['x'],
      unknownName: 1,
    }
    const { json, notes } = encoded(values, { format: 'bootstrap' })
    expect(json).toEqual([{ inferenceProvider: 'gateway' }])
    expect(notes).toEqual([
      ...Object.keys(values)
        .slice(1, -1)
        .map((name) => `${name} cannot be set by a bootstrap server and is left out.`),
      'unknownName is no known setting and is left out.',
    ])
  })

  it.each([
    { inferenceGatewayBaseUrl: 'http://localhost:4000' },
    { inferenceGatewayBaseUrl: 'https://LOCALHOST/v1' },
    { otlpEndpoint: 'http://127.0.0.1:4318' },
    { otlpEndpoint: 'http://127.1:4318' },
    { otlpEndpoint: 'http://[::1]:4318' },
    { otlpEndpoint: 'https://x.localhost' },
    { otlpEndpoint: 'http://0x7f.1' },
    { managedMcpServers: [{ name: 'a', transport: 'http', url: 'http://mcp.example.com' }] },
    { managedMcpServers: [{ name: 'a', transport: 'http', url: 'https://localhost/mcp' }] },
  ])('refuses %j, which the app drops', (values) => {
    const failure = failureOf(() => encoded(values as unknown as Values, { format: 'bootstrap' }))
    expect(failure.code).toBe('value-not-carried')
    expect(failure.message).toMatch(/found a URL (?:of the device itself|other than https)/)
    expect(failure.hint).toContain('https')
  })

  it.each([
    { inferenceGatewayBaseUrl: 'https://gateway.example.com' },
    { otlpEndpoint: 'https://localhost.example.com' },
    { managedMcpServers: [{ name: 'a', transport: 'http', url: 'https://mcp.example.com' }] },
  ])('takes %j', (values) => {
    expect(encoded(values as unknown as Values, { format: 'bootstrap' }).json).toEqual([values])
  })

  it('passes over what is about the response, and refuses the nested form', () => {
    const { format, profile, notes } = read({ expiresAt: 1, $schemaVersion: 1, disableAutoUpdates: true }, 'x.json')
    expect([format, profile.settings.map(({ name }) => name)]).toEqual(['bootstrap', ['disableAutoUpdates']])
    expect(notes.map(({ detail }) => detail)).toEqual(['expiresAt', '$schemaVersion'])
    const failure = failureOf(() => read({ $schemaVersion: 2, updates: { disabled: true } }, 'x.json'))
    expect(failure.code).toBe('not-readable-format')
  })
})

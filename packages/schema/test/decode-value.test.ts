import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { JsonValue, SchemaDocument, SettingKey, ValueSchema } from '../src/schema-document.js'
import { decodeValue, type DecodeContext } from '../src/values/decode-value.js'
import { encodeValue } from '../src/values/encode-value.js'
import { validatorFor } from '../src/values/validator.js'

const document = JSON.parse(
  readFileSync(new URL('../pinned/1.28929.0.json', import.meta.url), 'utf8'),
) as SchemaDocument
const key = (name: string): SettingKey => document.keys.find((candidate) => candidate.name === name)!
const plist: DecodeContext = { carrier: 'plist', appVersion: '1.28929.0', platform: 'darwin' }
const registry: DecodeContext = { carrier: 'registry', appVersion: '1.28929.0', platform: 'win32' }
const json: DecodeContext = { carrier: 'json', appVersion: '1.28929.0', platform: 'linux' }

describe('booleans', () => {
  it.each([
    [true, true],
    [false, false],
    [1, true],
    [0, false],
    ['true', true],
    [' TRUE\r', true],
    ['0', false],
    ['False', false],
  ])('%j is %j', (raw, value) => {
    expect(decodeValue(key('disableAutoUpdates'), raw, plist)).toEqual({ status: 'set', value, notes: [] })
  })

  it.each(['yes', 'on', 2, [], {}])('%j is none', (raw) => {
    expect(decodeValue(key('disableAutoUpdates'), raw, plist)).toEqual({
      status: 'invalid',
      problems: [{ pointer: '', message: 'expected true or false' }],
      notes: [],
    })
  })

  it('falls back to the fail-closed value', () => {
    expect(decodeValue(key('disableFeatureDiscovery'), 'maybe', plist)).toMatchObject({
      status: 'invalid',
      value: true,
      notes: ['fail-closed'],
    })
  })
})

describe('unset', () => {
  it.each([null, undefined, ''])('%j', (raw) => {
    expect(decodeValue(key('inferenceGatewayBaseUrl'), raw, json)).toEqual({ status: 'unset', notes: [] })
  })
})

describe('numbers', () => {
  it.each([
    ['24', 24],
    [24, 24],
    [24n, 24],
  ])('%s is %d', (raw, value) => {
    expect(decodeValue(key('autoUpdaterEnforcementHours'), raw, plist)).toMatchObject({ status: 'set', value })
  })

  it.each([0, 73, 1.5, 'soon'])('%j is out of range or no integer', (raw) => {
    expect(decodeValue(key('autoUpdaterEnforcementHours'), raw, plist)).toMatchObject({ status: 'invalid' })
  })
})

describe('lists and maps', () => {
  it('reads JSON text', () => {
    expect(decodeValue(key('coworkEgressAllowedHosts'), '["*.example.com"]', plist)).toEqual({
      status: 'set',
      value: ['*.example.com'],
      notes: ['parsed-json'],
    })
  })

  it('retries after doubling stray backslashes', () => {
    const raw = '[{"path": "C:\\Projects"}]'
    expect(decodeValue(key('allowedWorkspaceFolders'), raw, registryless(registry))).toEqual({
      status: 'set',
      value: [{ path: 'C:\\Projects' }],
      notes: ['repaired-backslashes'],
    })
  })

  it('says that a native list in a plist is disputed, and on Linux not', () => {
    const raw = ['example.com']
    expect(decodeValue(key('coworkEgressAllowedHosts'), raw, plist).notes).toEqual(['native-collection-disputed'])
    expect(decodeValue(key('coworkEgressAllowedHosts'), raw, json).notes).toEqual([])
  })

  it('drops bad entries of a lenient list only', () => {
    const raw = '["userPrompts", "nonsense"]'
    expect(decodeValue(key('otlpContentCapture'), raw, plist)).toEqual({
      status: 'set',
      value: ['userPrompts'],
      notes: ['parsed-json', 'entries-dropped'],
    })
    expect(decodeValue(key('inferenceModels'), '[{"name": 1}]', plist)).toMatchObject({ status: 'invalid' })
  })

  it('takes headers as text, as a list and as a map', () => {
    const value = { 'X-Team': 'blue', 'X-Cost': '42' }
    for (const raw of ['X-Team=blue, X-Cost=42', ['X-Team: blue', 'X-Cost: 42'], value, JSON.stringify(value)]) {
      expect(decodeValue(key('inferenceCustomHeaders'), raw, json)).toMatchObject({ status: 'set', value })
    }
  })

  it('keeps a header named like a property of objects', () => {
    const raw = '{"__proto__": "a", "constructor": "b"}'
    const decoded = decodeValue(key('inferenceCustomHeaders'), raw, json)
    expect(decoded.status === 'set' && Object.keys(decoded.value as object)).toEqual(['__proto__', 'constructor'])
  })

  it('points at what is wrong', () => {
    const raw = '[{"name": "a", "transport": "http", "url": "ftp://example.com"}]'
    expect(decodeValue(key('inferenceGatewayOidc'), '{"clientId": ""}', plist)).toMatchObject({
      status: 'invalid',
      problems: [{ pointer: '/clientId' }],
    })
    expect(decodeValue(key('managedMcpServers'), raw, plist)).toMatchObject({
      notes: ['parsed-json', 'entries-dropped'],
    })
  })
})

describe('URLs', () => {
  it('adds the scheme and trims', () => {
    expect(decodeValue(key('bootstrapUrl'), ' config.example.com/x ', plist)).toMatchObject({
      status: 'set',
      value: 'https://config.example.com/x',
    })
  })

  it.each([
    ['bootstrapUrl', 'http://localhost:8080/x', 'set'],
    ['bootstrapUrl', 'http://config.example.com/x', 'invalid'],
    ['userContentRendererUrl', 'http://localhost/x', 'invalid'],
    ['otlpEndpoint', 'http://collector.example.com', 'set'],
    ['otlpEndpoint', 'not a host', 'invalid'],
  ])('%s = %s is %s', (name, raw, status) => {
    expect(decodeValue(key(name), raw, plist).status).toBe(status)
  })
})

describe('URLs with a user name or a password', () => {
  const later: DecodeContext = { ...json, appVersion: '1.32352.0' }

  it.each([
    ['bootstrapUrl', 'https://user:pass@config.example.com/x', ''],
    ['bootstrapUrl', 'user@config.example.com', ''],
    ['inferenceGatewayOidc', { clientId: 'a', issuer: 'https://u:p@id.example.com' }, '/issuer'],
  ])('%s = %j is refused since 1.32352.0', (name, raw, pointer) => {
    expect(decodeValue(key(name), raw, json).status).toBe('set')
    expect(decodeValue(key(name), raw, later)).toMatchObject({
      status: 'invalid',
      problems: [{ pointer, message: 'expected a URL without a user name or a password' }],
    })
  })

  it('an at sign elsewhere is none', () => {
    expect(decodeValue(key('bootstrapUrl'), 'https://config.example.com/@a?b=c@d', later).status).toBe('set')
    expect(decodeValue(key('deploymentDisplayName'), 'https://u:p@example.com', later).status).toBe('set')
  })
})

describe('the registry', () => {
  it.each([null, undefined, 'true', 1, {}, { type: 7 }])('%j is no registry value', (raw) => {
    expect(decodeValue(key('disableAutoUpdates'), raw, registry)).toEqual({
      status: 'unset',
      notes: ['unreadable-type'],
    })
  })

  it.each([
    [{ type: 'REG_DWORD', data: 1 }, 'set'],
    [{ type: 'REG_SZ', data: 'true' }, 'set'],
    [{ type: 'REG_EXPAND_SZ', data: 'true' }, 'unset'],
    [{ type: 'REG_QWORD', data: 1 }, 'unset'],
    [{ type: 'REG_MULTI_SZ', data: ['true'] }, 'unset'],
  ])('%j is %s', (raw, status) => {
    expect(decodeValue(key('disableAutoUpdates'), raw, registry).status).toBe(status)
  })
})

describe('round trips', () => {
  it.each(['plist', 'registry', 'json'] as const)('%s gives back what was encoded', (carrier) => {
    const context = { ...json, carrier }
    const hosts = fc.array(fc.stringMatching(/^[a-z]{1,8}\.example\.com$/))
    const headers = fc.dictionary(fc.stringMatching(/^[A-Za-z_][\w-]{0,8}$/), fc.string())
    const cases: [string, fc.Arbitrary<JsonValue>][] = [
      ['coworkEgressAllowedHosts', hosts],
      ['inferenceCustomHeaders', headers],
      ['disableAutoUpdates', fc.boolean()],
      ['autoUpdaterEnforcementHours', fc.integer({ min: 1, max: 72 })],
      ['inferenceGatewayApiKey', fc.string({ minLength: 1 })],
    ]
    for (const [name, values] of cases) {
      fc.assert(
        fc.property(values, (value) => {
          const decoded = decodeValue(key(name), encodeValue(key(name), value, context), context)
          expect(decoded).toMatchObject({ status: 'set' })
          expect(decoded.status === 'set' && decoded.value).toEqual(value)
        }),
      )
    }
  })
})

describe('annotations', () => {
  it('refuses one that is not known', () => {
    expect(() => validatorFor({ type: 'string', 'x-color': 'red' } as unknown as ValueSchema)).toThrow(/x-color/)
  })

  it('builds a validator for every pinned setting', () => {
    for (const setting of document.keys) expect(() => validatorFor(setting.value), setting.name).not.toThrow()
  })
})

/** The same context with a value already taken out of its registry type. */
function registryless(context: DecodeContext): DecodeContext {
  return { ...context, carrier: 'plist' }
}

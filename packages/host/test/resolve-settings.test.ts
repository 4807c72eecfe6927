import { decode } from '@cowork-mdm/encoder'
import type { Platform } from '@cowork-mdm/machine'
import { keyNamed, latestSchema } from '@cowork-mdm/schema'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { resolveSettings, type ManagedSource, type ResolveContext } from '../src/index.js'
import { storedValues } from '../src/sources/stored-values.js'

const document = await latestSchema()

const NAMES = [
  'inferenceProvider',
  'disableAutoUpdates',
  'autoUpdaterEnforcementHours',
  'isDxtEnabled',
  'isDesktopExtensionEnabled',
  'endUserAttribution',
  'banner',
  'bootstrapUrl',
  'bootstrapEnabled',
  'inferenceProvidr',
  'inferenceGatewayOidc.clientId',
]
const TEXTS = ['', 'gateway', 'vertex', 'true', '0', '48', '{"enabled":true,"text":"x"}', 'https://a.example', 'junk']

const text = fc.constantFrom(...TEXTS)
const state = fc.constantFrom<ManagedSource['state']>(
  'read',
  'read',
  'read',
  'absent',
  'refused',
  'unusable',
  'unknown',
)
const map = fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(text, fc.boolean(), fc.constant(null)), { maxKeys: 5 })
const line = fc.tuple(
  fc.constantFrom('@', ...NAMES.map((name) => `"${name}"`)),
  fc.oneof(
    text.map((value) => JSON.stringify(value)),
    fc.constantFrom('dword:00000001', 'hex(2):31,00,00,00', 'hex(b):01,00,00,00,00,00,00,00', 'hex:01'),
  ),
)
const lines = fc.uniqueArray(line, { selector: ([name]) => name, maxLength: 5 })

type Name = Pick<ManagedSource, 'id' | 'tier' | 'user'>

/** A source with what a file or key of that content holds; one that cannot be read holds nothing. */
function source(
  { id, tier, user }: Name,
  [found, content]: [ManagedSource['state'], Uint8Array],
  format: 'linux' | 'reg',
) {
  const name = { id, tier, label: id, place: id, ...(user !== undefined && { user }), problems: [] }
  if (found !== 'read' && found !== 'refused') return { ...name, state: found, values: [] }
  const artifact = decode({ path: id, bytes: content }, { document, format })
  return { ...name, state: found, values: storedValues(artifact), artifact }
}

const json = map.map((value) => Buffer.from(JSON.stringify(value)))
function key(hive: string) {
  const start = `Windows Registry Editor Version 5.00\r\n\r\n[${hive}\\SOFTWARE\\Policies\\Claude]\r\n`
  return lines.map((all) => Buffer.from(start + all.map(([name, data]) => `${name}=${data}\r\n`).join('')))
}

const DEVICE: Name = { id: 'managed-device', tier: 'managed' }
const USER: Name = { id: 'managed-user:ann', tier: 'managed', user: 'ann' }
const LOCAL: Name = { id: 'local:ann', tier: 'local', user: 'ann' }
const PACKAGE: Name = { id: 'local-package:ann', tier: 'local', user: 'ann' }
const SERVER: Name = { id: 'bootstrap', tier: 'bootstrap' }

function ofJson(name: Name) {
  return fc.tuple(state, json).map((content) => source(name, content, 'linux'))
}

const sourcesOn: Record<Platform, fc.Arbitrary<ManagedSource[]>> = {
  darwin: fc.tuple(ofJson(DEVICE), ofJson(USER), ofJson(LOCAL), ofJson(SERVER)),
  linux: fc.tuple(ofJson(DEVICE), ofJson(LOCAL), ofJson(SERVER)),
  win32: fc.tuple(
    fc.tuple(state, key('HKEY_LOCAL_MACHINE')).map((content) => source(DEVICE, content, 'reg')),
    fc.tuple(state, key('HKEY_CURRENT_USER')).map((content) => source(USER, content, 'reg')),
    ofJson(LOCAL),
    ofJson(PACKAGE),
    ofJson(SERVER),
  ),
}

const machine = fc.constantFrom<Platform>('darwin', 'win32', 'linux').chain((platform) =>
  fc.record({
    sources: sourcesOn[platform],
    context: fc
      .record({
        appVersion: fc.constantFrom('1.5354.0', '1.18286.0', '1.28929.0', '2.7032.0', '@next'),
        isPackage: fc.boolean(),
      })
      .map((facts): ResolveContext => ({ platform, document, now: new Date('2026-11-20'), ...facts })),
  }),
)

test('the order in which sources are found does not matter', () => {
  const shuffled = machine.chain((each) =>
    fc.shuffledSubarray(each.sources, { minLength: each.sources.length }).map((other) => ({ ...each, other })),
  )
  fc.assert(
    fc.property(shuffled, ({ sources, context, other }) => {
      expect(resolveSettings(other, context)).toEqual(resolveSettings(sources, context))
    }),
  )
})

test('no value is in effect that no source in effect holds', () => {
  fc.assert(
    fc.property(machine, ({ sources, context }) => {
      const { settings, sources: verdicts } = resolveSettings(sources, context)
      for (const { key: name, state: found, value, source: decides, holders } of settings) {
        if (value === undefined) continue
        const [first] = holders
        expect(verdicts.find(({ id }) => id === decides)?.role).toBe('in-effect')
        expect(first).toMatchObject({ source: decides, value })
        const held = sources.find(({ id }) => id === decides)!.values
        expect(held).toContainEqual({ name: first!.name, type: first!.type, raw: first!.raw })
        if (found === 'fail-closed') expect(value).toEqual(keyNamed(document, name)!.failClosedValue)
        else expect(first!.outcome).toBe('wins')
      }
    }),
  )
})

test('a source that is refused, broken or passed over never decides', () => {
  fc.assert(
    fc.property(machine, ({ sources, context }) => {
      const { settings, sources: verdicts } = resolveSettings(sources, context)
      const decisive = new Set(verdicts.filter(({ role }) => role === 'in-effect').map(({ id }) => id))
      const states = new Map(sources.map(({ id, state: found }) => [id, found]))
      for (const { holders } of settings) {
        for (const { source: id, outcome } of holders) {
          if (outcome !== 'wins' && outcome !== 'invalid' && outcome !== 'unset') continue
          expect(decisive).toContain(id)
          expect(states.get(id)).toBe('read')
        }
      }
    }),
  )
})

test('every value that is stored is accounted for once, and at most one decides', () => {
  fc.assert(
    fc.property(machine, ({ sources, context }) => {
      const { settings, ignored } = resolveSettings(sources, context)
      const held = [...settings.flatMap(({ holders }) => holders), ...ignored]
      const stored = sources.flatMap(({ id, values }) => values.map(({ name }) => `${id} ${name}`))
      expect(held.map(({ source: id, name }) => `${id} ${name}`).sort()).toEqual(stored.sort())
      for (const { holders } of settings) {
        const decisive = holders.filter(({ outcome }) => ['wins', 'invalid', 'unset'].includes(outcome))
        expect(decisive.length).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('releases before bootstrap servers ask none, whatever the schema says', () => {
  const keys = document.keys.map((key) => ({ ...key, availability: [] }))
  const content = Buffer.from('{"bootstrapUrl": "https://a.example"}')
  const sources = [source(DEVICE, ['read', content], 'linux')]
  const asked = (appVersion: string) => {
    const context = { platform: 'linux', appVersion, document: { ...document, keys }, now: new Date() } as const
    return resolveSettings(sources, context).bootstrapAsked
  }
  expect([asked('1.10627.0'), asked('1.10628.0')]).toEqual([false, true])
})

test.each(['{"inferenceProvider": "gateway"}', 'no JSON'])(
  'an answer that no server was asked for is shown as passed over: %s',
  (answer) => {
    const sources = [
      source(SERVER, answer === 'no JSON' ? ['unusable', Buffer.of()] : ['read', Buffer.from(answer)], 'linux'),
    ]
    const context = { platform: 'linux', appVersion: '@next', document, now: new Date() } as const
    const [verdict] = resolveSettings(sources, context).sources
    expect(verdict).toMatchObject({ role: 'hidden', why: { code: 'no-server-asked' } })
  },
)

test('of very many names that are none, the first are told what was meant', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => [`inferenceProvide${index}`, 'x'])
  const content = Buffer.from(JSON.stringify(Object.fromEntries([...names, ['inferenceProvider', 'gateway']])))
  const context = { platform: 'linux', appVersion: '@next', document, now: new Date() } as const
  const { ignored, settings } = resolveSettings([source(DEVICE, ['read', content], 'linux')], context)
  expect([ignored.length, ignored.filter(({ suggestion }) => suggestion !== undefined).length]).toEqual([20_000, 200])
  expect(settings).toMatchObject([{ key: 'inferenceProvider', value: 'gateway' }])
})

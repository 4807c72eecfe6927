import { latestSchema } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { decode } from '../src/decode.js'
import { encode } from '../src/encode.js'
import type { EncodeOptions } from '../src/format.js'
import type { PlistValue } from '../src/plist/plist-value.js'
import { writeBinaryPlist } from '../src/plist/write-binary-plist.js'
import { writeXmlPlist } from '../src/plist/write-xml-plist.js'
import { failureOf } from './support/failure-of.js'

const document = await latestSchema()
const DOMAIN = 'com.anthropic.claudefordesktop'
const MCX = 'com.apple.ManagedClient.preferences'

type Plain = string | number | boolean | Plain[] | { [name: string]: Plain }
const toValue = (plain: Plain): PlistValue => {
  if (Array.isArray(plain)) return plain.map(toValue)
  if (typeof plain !== 'object') return plain
  return new Map(Object.entries(plain).map(([name, value]) => [name, toValue(value)]))
}
const top = {
  PayloadType: 'Configuration',
  PayloadIdentifier: 'com.example.top',
  PayloadUUID: 'AAAA',
  PayloadVersion: 1,
}
const fileOf = (plain: Plain, write = writeXmlPlist) => ({ path: 'x.mobileconfig', bytes: write(toValue(plain)) })
const read = (content: Plain, rest: { [name: string]: Plain } = {}) =>
  decode(fileOf({ ...top, ...rest, PayloadContent: content }), { document })

const direct = (settings: { [name: string]: Plain }, suffix = 'direct') => ({
  PayloadType: DOMAIN,
  PayloadIdentifier: `com.example.${suffix}`,
  PayloadUUID: suffix.toUpperCase(),
  PayloadVersion: 1,
  ...settings,
})
const mcx = (domains: Plain, suffix = 'mcx') => ({
  PayloadType: MCX,
  PayloadIdentifier: `com.example.${suffix}`,
  PayloadUUID: suffix.toUpperCase(),
  PayloadVersion: 1,
  PayloadContent: domains,
})
const forced = (settings: Plain) => ({ [DOMAIN]: { Forced: [{ mcx_preference_settings: settings }] } })
const valuesOf = (artifact: ReturnType<typeof decode>) =>
  Object.fromEntries(artifact.profile.settings.map(({ name, value }) => [name, value]))
const codesOf = ({ notes }: { notes: { code: string; key?: string; detail?: string }[] }) =>
  notes.map(({ code, key, detail }) => [code, key ?? detail])

describe('reading', () => {
  it('several payloads, both forms at once: the first one of each setting counts', () => {
    const artifact = read([
      { PayloadType: 'com.apple.wifi.managed', PayloadIdentifier: 'com.example.wifi', PayloadUUID: 'W' },
      direct({ inferenceProvider: 'gateway' }),
      mcx(forced({ inferenceProvider: 'bedrock', disableAutoUpdates: true })),
    ])
    expect(valuesOf(artifact)).toEqual({ inferenceProvider: 'gateway', disableAutoUpdates: true })
    expect(codesOf(artifact)).toEqual([
      ['foreign-entry', 'A payload of type com.apple.wifi.managed'],
      ['set-twice', 'inferenceProvider'],
    ])
    expect(artifact.format).toBe('mobileconfig-mcx')
    expect(artifact.stores.map(({ kind }) => kind)).toEqual(['domain', 'managed-preferences'])
    expect(artifact.identity).toEqual({
      identifier: 'com.example.top',
      uuid: 'AAAA',
      payloads: [
        { type: DOMAIN, identifier: 'com.example.direct', uuid: 'DIRECT' },
        { type: MCX, identifier: 'com.example.mcx', uuid: 'MCX' },
        { type: 'com.apple.wifi.managed', identifier: 'com.example.wifi', uuid: 'W' },
      ],
    })
  })

  it('Set-Once beside Forced: forced counts, wherever it stands', () => {
    const artifact = read([
      mcx({
        [DOMAIN]: {
          'Set-Once': [
            { mcx_data_timestamp: 'x', mcx_preference_settings: { inferenceProvider: 'vertex', otlpProtocol: 'grpc' } },
          ],
          Forced: [{ mcx_preference_settings: { inferenceProvider: 'gateway' } }],
        },
      }),
    ])
    expect(valuesOf(artifact)).toEqual({ inferenceProvider: 'gateway', otlpProtocol: 'grpc' })
    expect(codesOf(artifact)).toEqual([
      ['not-forced', 'Set-Once'],
      ['set-twice', 'inferenceProvider'],
    ])
  })

  it('other domains of a managed-preferences payload', () => {
    const chrome = { 'com.google.Chrome': { Forced: [{ mcx_preference_settings: { HomepageLocation: 'x' } }] } }
    const artifact = read([mcx({ ...chrome, ...forced({ inferenceProvider: 'gateway' }) })])
    expect(valuesOf(artifact)).toEqual({ inferenceProvider: 'gateway' })
    expect(codesOf(artifact)).toEqual([['foreign-entry', 'The preference domain com.google.Chrome']])
  })

  it('one payload without a list around it, and a state without one', () => {
    expect(codesOf(read(direct({ inferenceProvider: 'gateway' })))).toEqual([
      ['unusual-envelope', 'PayloadContent is one payload, not a list'],
    ])
    const state = { [DOMAIN]: { Forced: { mcx_preference_settings: { inferenceProvider: 'gateway' } } } }
    expect(valuesOf(read([mcx(state)]))).toEqual({ inferenceProvider: 'gateway' })
  })

  it('entries that are no payload, and payloads inside of payloads', () => {
    const artifact = read(['oops', direct({ inferenceProvider: 'gateway', PayloadContent: [direct({})] })])
    expect(valuesOf(artifact)).toEqual({ inferenceProvider: 'gateway' })
    expect(codesOf(artifact)).toEqual([
      ['foreign-entry', 'An entry <string> of PayloadContent'],
      ['foreign-entry', 'PayloadContent inside of a payload'],
    ])
  })

  it('a setting that looks like a payload key, in the form that has room for it', () => {
    expect(valuesOf(read([mcx(forced({ PayloadType: 'x' }))]))).toEqual({ PayloadType: 'x' })
  })

  it.each<[string, Plain]>([
    [
      'as the app’s exporter and the predecessor write',
      { inferenceModels: '["a"]', disableAutoUpdates: true, autoUpdaterEnforcementHours: 24 },
    ],
    [
      'as texts throughout',
      { inferenceModels: '[ "a" ]', disableAutoUpdates: 'true', autoUpdaterEnforcementHours: '24' },
    ],
    [
      'as ProfileManifests has it',
      { inferenceModels: ['a'], disableAutoUpdates: true, autoUpdaterEnforcementHours: 24 },
    ],
    ['with numbers for booleans', { inferenceModels: ['a'], disableAutoUpdates: 1, autoUpdaterEnforcementHours: 24 }],
  ])('values %s', (_, settings) => {
    const values = { inferenceModels: ['a'], disableAutoUpdates: true, autoUpdaterEnforcementHours: 24 }
    expect(valuesOf(read([direct(settings as { [name: string]: Plain })]))).toEqual(values)
    expect(valuesOf(read([mcx(forced(settings))]))).toEqual(values)
  })

  it('native maps, one in the other', () => {
    const artifact = read([direct({ inferenceCustomHeaders: { 'X-Team': 'lab' }, inferenceModels: [{ name: 'a' }] })])
    expect(valuesOf(artifact)).toEqual({
      inferenceCustomHeaders: { 'X-Team': 'lab' },
      inferenceModels: [{ name: 'a' }],
    })
  })

  it('binary content, whatever the name says', () => {
    const bytes = fileOf({ ...top, PayloadContent: [direct({ inferenceProvider: 'gateway' })] }, writeBinaryPlist).bytes
    for (const path of ['x.mobileconfig', 'x.bin']) {
      const artifact = decode({ path, bytes }, { document })
      expect(artifact).toMatchObject({ format: 'mobileconfig', identity: { identifier: 'com.example.top' } })
      expect(artifact.text).toBeUndefined()
      expect(valuesOf(artifact)).toEqual({ inferenceProvider: 'gateway' })
      const { node } = artifact.profile.settings[0]!.source!
      expect(new TextDecoder().decode(bytes.slice(...node.range))).toBe('Wgateway')
    }
  })

  it('the place of every setting', () => {
    const artifact = read([direct({ inferenceProvider: 'gateway' })])
    const { name, node } = artifact.profile.settings[0]!.source!
    expect(artifact.text!.slice(...name)).toBe('<key>inferenceProvider</key>')
    expect(artifact.text!.slice(...node.range)).toBe('<string>gateway</string>')
  })

  it.each<[string, { [name: string]: Plain }, string]>([
    ['none of its payloads', { PayloadContent: [{ PayloadType: 'com.apple.wifi.managed' }] }, 'found none'],
    ['other domains only', { PayloadContent: [mcx({ 'com.google.Chrome': {} })] }, 'found none'],
    ['no payloads at all', { PayloadContent: [] }, 'found none'],
    [
      'an encrypted profile',
      { PayloadContent: [], EncryptedPayloadContent: 'x', IsEncrypted: true },
      'found an encrypted one',
    ],
  ])('refuses %s', (_, rest, found) => {
    const failure = failureOf(() => decode(fileOf({ ...top, ...rest }), { document, format: 'mobileconfig' }))
    expect(failure).toMatchObject({ code: 'no-settings', file: 'x.mobileconfig' })
    expect(failure.message).toBe(`Expected a payload for ${DOMAIN} in x.mobileconfig, ${found}.`)
  })
})

describe('writing', () => {
  const settings = [{ name: 'inferenceProvider', value: 'gateway' }]
  const write = (options: Partial<EncodeOptions> = {}, profile = { name: 'Lab', settings }) => {
    const format = options.format ?? 'mobileconfig'
    const { files, notes } = encode(profile, { document, ...options, format })
    const artifact = decode(files, { document })
    return { artifact, notes, text: artifact.text!, bytes: files[0]!.bytes }
  }

  it.each(['mobileconfig', 'mobileconfig-mcx'] as const)(
    '%s begins with <?xml and has everything that Apple requires',
    (format) => {
      const { artifact, bytes, text } = write({ format })
      expect(new TextDecoder().decode(bytes.slice(0, 5))).toBe('<?xml')
      expect(text).toContain('<key>PayloadScope</key>\n\t<string>System</string>')
      expect(artifact.identity).toMatchObject({ identifier: 'com.cowork-mdm.lab', scope: 'System' })
      const uuid = /^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/
      expect(artifact.identity!.uuid).toMatch(uuid)
      expect(artifact.identity!.payloads).toHaveLength(1)
      expect(artifact.identity!.payloads[0]!.uuid).toMatch(uuid)
      expect(artifact.identity!.payloads[0]!.uuid).not.toBe(artifact.identity!.uuid)
      expect(artifact.identity!.payloads[0]!.identifier).toBe('com.cowork-mdm.lab.settings')
    },
  )

  it('gives the same identity to another content, and another one to another identifier', () => {
    const other = { name: 'Lab', settings: [{ name: 'inferenceProvider', value: 'vertex' }] }
    expect(write({}, other).artifact.identity).toEqual(write().artifact.identity)
    expect(write({ identifierPrefix: 'org.example' }).artifact.identity).toMatchObject({
      identifier: 'org.example.lab',
    })
    expect(write({ identifierPrefix: 'org.example' }).artifact.identity!.uuid).not.toBe(write().artifact.identity!.uuid)
  })

  it('tells names apart that have no letters of ours', () => {
    const ids = ['企业配置', '公司配置', '企业 A', '公司 A', 'Größe', 'Grosse'].map(
      (name) => write({}, { name, settings }).artifact.identity!.identifier,
    )
    expect(new Set(ids).size).toBe(6)
    expect(ids.every((id) => /^com\.cowork-mdm\.[a-z0-9-]+$/.test(id!))).toBe(true)
    // The u with two dots and the one with none are close enough to stay readable.
    expect(write({}, { name: 'Überblick', settings }).artifact.identity!.identifier).toBe('com.cowork-mdm.uberblick')
  })

  it('writes scope and removal flag where asked', () => {
    const { artifact, text } = write({ scope: 'User', removalDisallowed: true })
    expect(artifact.identity!.scope).toBe('User')
    expect(text).toContain('<key>PayloadRemovalDisallowed</key>\n\t<true/>')
    expect(write().text).not.toContain('PayloadRemovalDisallowed')
  })

  it.each(['PayloadType', 'PayloadUUID', 'PayloadOfMine'])('refuses the setting %s in the direct form', (name) => {
    const profile = { name: 'Lab', settings: [{ name, value: 'x' }] }
    const failure = failureOf(() => write({}, profile))
    expect(failure).toMatchObject({ code: 'value-not-carried' })
    expect(failure.message).toContain(name)
    expect(failure.hint).toContain('mobileconfig-mcx')
    expect(write({ format: 'mobileconfig-mcx' }, profile).artifact.profile.settings).toMatchObject([
      { name, value: 'x' },
    ])
  })

  describe('in place of what is deployed', () => {
    const deployed = (content: Plain, rest = {}) => read(content, { PayloadScope: 'System', ...rest }).identity!

    it.each(['System', 'User'])('keeps identifiers, both UUIDs and the scope %s, and says nothing', (scope) => {
      const identityFrom = deployed([direct({ inferenceProvider: 'vertex' })], { PayloadScope: scope })
      const { artifact, notes } = write({ identityFrom, identifierPrefix: 'org.other' })
      expect(artifact.identity).toEqual(identityFrom)
      expect(notes).toEqual([])
    })

    it('keeps them when the form changes, and says that the payload is replaced', () => {
      const fromMcx = deployed([mcx(forced({ inferenceProvider: 'vertex' }))])
      const { artifact, notes } = write({ identityFrom: fromMcx })
      expect(artifact.identity).toMatchObject({ identifier: 'com.example.top', uuid: 'AAAA' })
      expect(artifact.identity!.payloads).toEqual([{ type: DOMAIN, identifier: 'com.example.mcx', uuid: 'MCX' }])
      expect(codesOf({ notes })).toEqual([
        ['payload-replaced', `The deployed payload is of type ${MCX}, this one of ${DOMAIN}`],
      ])
      const back = write({
        format: 'mobileconfig-mcx',
        identityFrom: deployed([direct({ inferenceProvider: 'vertex' })]),
      })
      expect(codesOf(back)).toEqual([
        ['payload-replaced', `The deployed payload is of type ${DOMAIN}, this one of ${MCX}`],
      ])
    })

    it('takes the payload of its form among several, the one with settings first, and says which go', () => {
      const identityFrom = deployed([
        mcx({ 'com.google.Chrome': { Forced: [] } }, 'chrome'),
        mcx(forced({ inferenceProvider: 'vertex' })),
        direct({ disableAutoUpdates: true }),
      ])
      const asDirect = write({ identityFrom })
      expect(asDirect.artifact.identity!.payloads).toEqual([
        { type: DOMAIN, identifier: 'com.example.direct', uuid: 'DIRECT' },
      ])
      expect(codesOf(asDirect)).toEqual([
        ['payload-removed', 'com.example.mcx'],
        ['payload-removed', 'com.example.chrome'],
      ])
      const asMcx = write({ identityFrom, format: 'mobileconfig-mcx' })
      expect(asMcx.artifact.identity!.payloads).toEqual([{ type: MCX, identifier: 'com.example.mcx', uuid: 'MCX' }])
    })

    it('says that the scope changes, User being what macOS takes where none stands', () => {
      const identityFrom = read([direct({ inferenceProvider: 'vertex' })]).identity!
      expect(codesOf(write({ identityFrom }))).toEqual([['scope-changed', 'from User to System']])
      expect(codesOf(write({ identityFrom, scope: 'User' }))).toEqual([])
      // A payload alone does not say where it is installed.
      expect(codesOf(write({ identityFrom: { payloads: identityFrom.payloads } }))).toEqual([])
    })

    it('Iru names profiles by their id: says where the identifier changes', () => {
      const identityFrom = deployed([direct({ inferenceProvider: 'vertex' })])
      const { notes } = encode({ name: 'Lab', settings }, { format: 'iru', document, identityFrom })
      expect(codesOf({ notes })).toEqual([
        ['identifier-changed', 'from com.example.top to com.kandji.profile.custom.aaaa'],
      ])
      const first = encode({ name: 'Lab', settings }, { format: 'iru', document })
      const again = encode(
        { name: 'Laboratory', settings },
        { format: 'iru', document, identityFrom: decode(first.files, { document }).identity! },
      )
      expect(codesOf(again)).toEqual([])
      expect(decode(again.files, { document }).identity).toEqual(decode(first.files, { document }).identity)
    })
  })
})

describe('folders of servers', () => {
  const { files } = encode({ name: 'Lab', settings: [] }, { format: 'iru', document })

  it('are read whichever file comes first', () => {
    expect(decode([...files].reverse(), { document })).toMatchObject({ format: 'iru', profile: { name: 'Lab' } })
  })

  it('need their profile, and one only', () => {
    const [profile, info] = files as [(typeof files)[0], (typeof files)[0]]
    expect(failureOf(() => decode([info], { document })).message).toContain('which only tells of one')
    const two = [info, profile, { ...profile, path: 'other.mobileconfig' }]
    expect(failureOf(() => decode(two, { document })).message).toContain('found 2')
  })

  it('Fleet: says which settings hold what it takes for a variable', () => {
    const settings = [
      { name: 'inferenceGatewayApiKey', value: '$FLEET_SECRET_KEY' },
      { name: 'inferenceCustomHeaders', value: { a: 'x ${HOST}' } },
      { name: 'deploymentDisplayName', value: '$5 a day' },
    ]
    const { notes } = encode({ name: 'Lab', settings }, { format: 'fleet', document })
    expect(codesOf({ notes })).toEqual([
      ['substituted', 'inferenceGatewayApiKey'],
      ['substituted', 'inferenceCustomHeaders'],
    ])
  })
})

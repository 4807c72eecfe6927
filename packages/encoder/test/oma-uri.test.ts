import type { Profile } from '@cowork-mdm/profile'
import { latestSchema, loadExamples, policyUri } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from '../src/decode.js'
import { encode } from '../src/encode.js'
import type { EncodeOptions } from '../src/format.js'
import { omaUri } from '../src/formats/oma-uri/oma-uri.js'
import { readPolicyData, writePolicyData } from '../src/formats/oma-uri/policy-data.js'
import { checkText } from '../src/settings/check-value.js'
import { failureOf } from './support/failure-of.js'
import { textArbitrary } from './support/text-arbitrary.js'

const document = await latestSchema()
const examples = await loadExamples()
type Values = Record<string, Profile['settings'][number]['value']>
interface Row {
  '@odata.type': string
  displayName: string
  omaUri: string
  value: string
}

function written(values: Values, options: Partial<EncodeOptions> = {}) {
  const settings = Object.entries(values).map(([name, value]) => ({ name, value }))
  const { files, notes } = encode({ name: 'Lab', settings }, { format: 'oma-uri', document, ...options })
  const json = JSON.parse(new TextDecoder().decode(files[0]!.bytes)) as { omaSettings: Row[] }
  return { json, rows: json.omaSettings, notes: notes.map(({ code }) => code) }
}

function read(rows: object[]) {
  const bytes = Buffer.from(JSON.stringify({ omaSettings: rows }))
  return decode({ path: 'x.json', bytes }, { document })
}

const row = (name: string, value: string, more: object = {}) => ({
  omaUri: policyUri({ name }, 'Device'),
  value,
  ...more,
})

describe('written', () => {
  it('as Microsoft Graph takes it, without what the service gives', () => {
    expect(written({ disableAutoUpdates: true }).json).toEqual({
      '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
      displayName: 'Lab',
      omaSettings: [
        {
          '@odata.type': '#microsoft.graph.omaSettingString',
          displayName: 'disableAutoUpdates',
          omaUri: './Device/Vendor/MSFT/Policy/Config/ClaudeDesktop~Policy~ClaudeDesktop/disableAutoUpdates',
          value: '<enabled/>',
        },
      ],
    })
  })

  it.each([
    ['isLocalDevMcpEnabled', false, '<disabled/>'],
    ['inferenceProvider', 'gateway', '<enabled/><data id="inferenceProvider" value="gateway"/>'],
    ['autoUpdaterEnforcementHours', 72, '<enabled/><data id="autoUpdaterEnforcementHours" value="72"/>'],
    [
      'coworkEgressAllowedHosts',
      ['a"&<>'],
      '<enabled/><data id="coworkEgressAllowedHosts" value="[&quot;a\\&quot;&amp;&lt;&gt;&quot;]"/>',
    ],
    ['deploymentDisplayName', 'a\r\n\tb', '<enabled/><data id="deploymentDisplayName" value="a&#13;&#10;&#9;b"/>'],
  ])('%s', (name, value, data) => {
    expect(written({ [name]: value }).rows.map((found) => found.value)).toEqual([data])
  })

  it('for users where the user’s hive is asked for', () => {
    expect(written({ disableAutoUpdates: true }, { hive: 'HKCU' }).rows[0]!.omaUri).toMatch(/^\.\/User\/Vendor\//)
  })

  it('in one line, for the example of every setting', () => {
    const { rows, notes } = written(examples)
    expect(rows.length).toBe(Object.keys(examples).length)
    for (const { value } of rows) expect(value).not.toMatch(/[\r\n]/)
    expect(notes).toEqual([])
  })

  it('refuses a switch that is neither on nor off', () => {
    expect(failureOf(() => written({ disableAutoUpdates: 'perhaps' })).message).toContain('neither true nor false')
  })

  it('leaves out what the ADMX file has no policy for, and notes texts that policies cannot carry', () => {
    const { rows, notes } = written({ unknown: 1, deploymentDisplayName: 'x'.repeat(32_767) })
    expect([rows.length, notes]).toEqual([1, ['unknown-key-left-out', 'too-long-for-policy']])
  })
})

it('policy data: any text that XML can hold, and back', () => {
  fc.assert(
    fc.property(textArbitrary(), (value) => {
      try {
        checkText(value, 'a value', omaUri)
      } catch {
        return
      }
      const data = { isEnabled: true, element: { id: 'x', value } } as const
      expect(writePolicyData(data)).not.toMatch(/[\r\n]/)
      expect(readPolicyData(writePolicyData(data))).toEqual(data)
    }),
  )
})

it.each([
  '',
  'true',
  '<enabled>',
  '<enabled/>x',
  '<enabled/><enabled/>',
  '<data id="a" value="b"/>',
  '<disabled/><data id="a" value="b"/>',
  '<enabled/><data id="a"/>',
  '<enabled/><data id="a" value="b"/><data id="c" value="d"/>',
  '<!DOCTYPE x [<!ENTITY e "x">]><enabled/>',
  '<enabled/><data id="a" value="&e;"/>',
])('is no policy data: %s', (text) => {
  expect(readPolicyData(text)).toBeUndefined()
})

describe('read', () => {
  it('what Intune exports: other rows, encrypted values and disabled policies are passed over', () => {
    const { profile, notes, format } = read([
      row('inferenceProvider', '<enabled/>\n<data id="inferenceProvider" value="gateway" />'),
      row('disableAutoUpdates', '<disabled/>'),
      row('deploymentDisplayName', '<disabled/>'),
      row('inferenceGatewayApiKey', '****', { isEncrypted: true }),
      row('isLocalDevMcpEnabled', 'true'),
      {
        omaUri: './Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/ClaudeDesktop/Policy/Settings',
        value: '<x/>',
      },
      {},
    ])
    expect(format).toBe('oma-uri')
    expect(profile.settings.map(({ name, value }) => [name, value])).toEqual([
      ['inferenceProvider', 'gateway'],
      ['disableAutoUpdates', false],
    ])
    expect(notes.map(({ message }) => message)).toEqual([
      'deploymentDisplayName is removed by this file.',
      'The value of inferenceGatewayApiKey, which Intune keeps to itself, is not read as settings.',
      'The value of isLocalDevMcpEnabled, which is no policy data, is not read as settings.',
      'The row ./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/ClaudeDesktop/Policy/Settings is not read as settings.',
      'The row without a path is not read as settings.',
    ])
  })

  it('from both targets, each a hive', () => {
    const user = {
      omaUri: policyUri({ name: 'inferenceProvider' }, 'User'),
      value: '<enabled/><data id="x" value="vertex"/>',
    }
    const { profile, stores } = read([user, row('disableAutoUpdates', '<enabled/>')])
    expect(stores.map(({ hive, node }) => [hive, node.entries.map(({ name }) => name)])).toEqual([
      ['HKLM', ['disableAutoUpdates']],
      ['HKCU', ['inferenceProvider']],
    ])
    expect(profile.settings.length).toBe(2)
  })

  it('refuses a file without rows', () => {
    const failure = failureOf(() =>
      decode({ path: 'x.json', bytes: Buffer.from('{}') }, { document, format: 'oma-uri' }),
    )
    expect(failure.code).toBe('no-settings')
  })
})

import { latestSchema, type JsonValue } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { planChanges, type PlanInput } from '../../src/compare/plan-changes.js'
import { PLAN_WORDING, type PlanCode } from '../../src/compare/plan-wording.js'
import type { ProfileIdentity } from '../../src/identity.js'
import { readReferences } from '../../src/references.js'

const document = await latestSchema()
const UPDATES = { disableAutoUpdates: true }

function input(
  values: Record<string, JsonValue>,
  more: Omit<PlanInput, 'profile'> & { name?: string; identifier?: string } = {},
): PlanInput {
  const { name, identifier, ...rest } = more
  const fields = { ...(name !== undefined && { name }), ...(identifier !== undefined && { identifier }) }
  return {
    profile: { ...fields, settings: Object.entries(values).map(([key, value]) => ({ name: key, value })) },
    ...rest,
  }
}

const identity = (change: Partial<ProfileIdentity> = {}): ProfileIdentity => ({
  identifier: 'com.x.claude',
  uuid: 'AAAA',
  scope: 'System',
  payloads: [{ type: 'com.anthropic.claudefordesktop', identifier: 'com.x.claude.settings', uuid: 'BBBB' }],
  ...change,
})

const seen = new Set<PlanCode>()

/** Effect, and codes with their severities; the timing of settings is left out where `appVersion` is given. */
function plan(before: PlanInput | undefined, after: PlanInput | undefined, appVersion?: string) {
  const { effect, destructive, steps } = planChanges(before, after, {
    document,
    ...(appVersion !== undefined && { appVersion }),
  })
  expect(steps[0]!.code).toBe(effect)
  for (const { code, severity, message } of steps) {
    seen.add(code)
    expect(severity).toBe(PLAN_WORDING[code].severity)
    expect(message).not.toContain('undefined')
  }
  return {
    effect,
    destructive,
    steps: steps.slice(1).map(({ code, severity: _, message: __, ...facts }): [PlanCode, object] => [code, facts]),
  }
}

const ON_2 = '2.0.0'
const RELAUNCH = ['relaunch-enforced', { since: '1.46388.1' }]

describe('the delivery as a whole', () => {
  it('unchanged', () => {
    const same = input(UPDATES, { identity: identity() })
    expect(plan(same, structuredClone(same))).toEqual({ effect: 'none', destructive: false, steps: [] })
    expect(plan(undefined, undefined)).toEqual({ effect: 'none', destructive: false, steps: [] })
  })

  it('updated in place: same identifier and UUIDs, in whichever case', () => {
    const lower = identity({ uuid: 'aaaa' })
    expect(plan(input({}, { identity: identity() }), input(UPDATES, { identity: lower }), ON_2)).toEqual({
      effect: 'in-place-update',
      destructive: false,
      steps: [['setting-added', { key: 'disableAutoUpdates' }], RELAUNCH],
    })
  })

  it('first delivered, and taken away', () => {
    expect(plan(undefined, input(UPDATES), ON_2)).toMatchObject({ effect: 'add', destructive: false })
    expect(plan(input(UPDATES), undefined, ON_2)).toEqual({
      effect: 'remove',
      destructive: true,
      steps: [['setting-removed', { key: 'disableAutoUpdates', default: false }], RELAUNCH],
    })
  })

  it.each<[what: string, change: Partial<ProfileIdentity>, from: string, to: string]>([
    ['PayloadIdentifier', { identifier: 'com.y.claude' }, 'com.x.claude', 'com.y.claude'],
    ['PayloadUUID', { uuid: 'CCCC' }, 'AAAA', 'CCCC'],
    [
      'PayloadIdentifier of the payload',
      { payloads: [{ ...identity().payloads[0]!, identifier: 'z' }] },
      'com.x.claude.settings',
      'z',
    ],
    ['PayloadUUID of the payload', { payloads: [{ ...identity().payloads[0]!, uuid: 'DDDD' }] }, 'BBBB', 'DDDD'],
  ])('replaced: %s', (what, change, from, to) => {
    expect(plan(input(UPDATES, { identity: identity() }), input(UPDATES, { identity: identity(change) }))).toEqual({
      effect: 'replace',
      destructive: true,
      steps: [['identity-changed', { what, from, to }]],
    })
  })

  it('a payload alone, whose scope nobody knows, becomes a profile', () => {
    const { payloads } = identity()
    expect(plan(input(UPDATES, { identity: { payloads } }), input(UPDATES, { identity: identity() }))).toEqual({
      effect: 'none',
      destructive: false,
      steps: [],
    })
  })

  it('nothing, where the identifier of what is deployed is only filled in', () => {
    const deployed = input({}, { name: 'a', identifier: 'com.x.claude', identity: identity() })
    for (const [before, after] of [
      [deployed, input({}, { name: 'a' })],
      [input({}, { name: 'a' }), deployed],
    ] as const)
      expect(plan(before, after)).toMatchObject({ effect: 'none', steps: [] })
  })

  it('replaced: another identifier in YAML', () => {
    expect(plan(input({}, { identifier: 'com.a' }), input({}, { identifier: 'com.b' }))).toMatchObject({
      effect: 'replace',
      steps: [['identity-changed', { what: 'PayloadIdentifier', from: 'com.a', to: 'com.b' }]],
    })
  })

  it('another name in YAML without an identifier', () => {
    expect(plan(input({}, { name: 'a' }), input({}, { name: 'b' }))).toEqual({
      effect: 'in-place-update',
      destructive: false,
      steps: [['identity-from-name', { from: 'a', to: 'b' }]],
    })
    expect(
      plan(input({}, { name: 'a', identifier: 'com.a' }), input({}, { name: 'b', identifier: 'com.a' })).steps,
    ).toEqual([])
  })

  it.each<[code: string, before: PlanInput, after: PlanInput, from: string, to: string]>([
    [
      'scope-changed',
      input({}, { identity: identity() }),
      input({}, { identity: identity({ scope: 'User' }) }),
      'System',
      'User',
    ],
    [
      'scope-changed',
      input({}, { identity: { identifier: 'com.a', payloads: [] } }),
      input({}, { identity: { identifier: 'com.a', scope: 'System', payloads: [] } }),
      'User',
      'System',
    ],
    ['scope-changed', input({}, { scope: 'User' }), input({}, { scope: 'System' }), 'User', 'System'],
    [
      'payload-type-changed',
      input({}, { identity: identity() }),
      input(
        {},
        {
          identity: identity({
            payloads: [{ ...identity().payloads[0]!, type: 'com.apple.ManagedClient.preferences' }],
          }),
        },
      ),
      'com.anthropic.claudefordesktop',
      'com.apple.ManagedClient.preferences',
    ],
    ['hive-changed', input({}, { stores: [{ hive: 'HKLM' }] }), input({}, { hive: 'HKCU' }), 'HKLM', 'HKCU'],
  ])('%s', (code, before, after, from, to) => {
    expect(plan(before, after)).toEqual({ effect: 'in-place-update', destructive: true, steps: [[code, { from, to }]] })
  })

  it('another channel', () => {
    expect(plan(input({}, { hive: 'HKCU' }), input({}, { identity: identity() }))).toEqual({
      effect: 'in-place-update',
      destructive: false,
      steps: [['channel-changed', { from: 'the registry', to: 'a configuration profile' }]],
    })
  })
})

describe('settings', () => {
  it('each with what becomes of it', () => {
    const before = input({ chatTabEnabled: true, builtinBrowserEnabled: true, isDxtEnabled: true, unknownOne: 1 })
    const after = input({ chatTabEnabled: false, isDesktopExtensionEnabled: true, inferenceIdpAuthFlow: 'broker' })
    expect(plan(before, after, '2.7031.9').steps).toEqual([
      ['setting-removed', { key: 'builtinBrowserEnabled', default: false }],
      ['setting-changed', { key: 'chatTabEnabled' }],
      ['setting-added', { key: 'inferenceIdpAuthFlow' }],
      ['ignored-by-older-apps', { key: 'inferenceIdpAuthFlow', since: '2.7032.0' }],
      ['setting-renamed', { key: 'isDesktopExtensionEnabled', previousName: 'isDxtEnabled' }],
      ['setting-removed', { key: 'unknownOne' }],
      RELAUNCH,
    ])
  })

  it('with a reference may stay what they are', () => {
    const key = 'inferenceGatewayApiKey'
    const before = input({ [key]: 'sk-as-deployed' })
    const { value, references } = readReferences('${env:KEY}')
    const after: PlanInput = { profile: { settings: [{ name: key, value, references: references! }] } }
    expect(plan(before, after, ON_2).steps).toEqual([['setting-unresolved', { key }], RELAUNCH])
    expect(plan(after, before, ON_2).steps).toEqual([['setting-unresolved', { key }], RELAUNCH])
    expect(plan(after, structuredClone(after), ON_2)).toMatchObject({ effect: 'none', steps: [] })
  })

  it('removed ones stay in the registry', () => {
    const [before, after] = [{ ...UPDATES, chatTabEnabled: true }, { chatTabEnabled: true }].map((values) =>
      input(values, { hive: 'HKCU' }),
    )
    expect(plan(before, after, ON_2).steps).toEqual([
      ['setting-removed', { key: 'disableAutoUpdates', default: false }],
      ['stays-in-registry', { key: 'disableAutoUpdates' }],
      RELAUNCH,
    ])
  })

  it('are used after a restart before 1.46388.1, which a plan without a version tells too', () => {
    const timing = (appVersion?: string) => plan(input({}), input(UPDATES), appVersion).steps.slice(1)
    expect(timing('1.46388.0')).toEqual([['restart-needed', {}]])
    expect(timing('1.46388.1')).toEqual([RELAUNCH])
    expect(timing()).toEqual([['restart-needed', { until: '1.46388.1' }], RELAUNCH])
  })
})

describe('consequences', () => {
  it('the machine hive hides the user hive', () => {
    const hides = ['machine-hive-hides-user', { since: '1.19367.0' }]
    expect(plan(undefined, input(UPDATES, { hive: 'HKLM' }), ON_2).steps).toContainEqual(hides)
    expect(plan(input({}, { hive: 'HKLM' }), input(UPDATES, { hive: 'HKLM' }), ON_2).steps).not.toContainEqual(hides)
  })

  it('the first setting beyond the app’s own behaviour locks what users configured, the last one unlocks it', () => {
    const [nothing, behaviour, more] = [undefined, input(UPDATES), input({ ...UPDATES, chatTabEnabled: true })]
    const codes = (before: PlanInput | undefined, after: PlanInput | undefined) =>
      plan(before, after, ON_2)
        .steps.map(([code]) => code)
        .filter((code) => code.endsWith('local-settings'))
    expect(codes(nothing, behaviour)).toEqual([])
    expect(codes(behaviour, more)).toEqual(['locks-local-settings'])
    expect(codes(more, more)).toEqual([])
    expect(codes(more, behaviour)).toEqual(['unlocks-local-settings'])
    expect(codes(more, nothing)).toEqual(['unlocks-local-settings'])
    expect(codes(behaviour, input({ ...UPDATES, chatTabEnabled: null, misspelled: 1 }))).toEqual([])
  })
})

it('messages hold no values', () => {
  const SECRET = 'sk-planted-4711'
  const { steps } = planChanges(
    input({ inferenceGatewayApiKey: SECRET, unknownToken: SECRET }),
    input({ inferenceGatewayApiKey: `${SECRET}-new`, inferenceCustomHeaders: { Authorization: SECRET } }),
    { document },
  )
  expect(JSON.stringify(steps)).not.toContain(SECRET)
})

it('refuses what is no version', () => {
  expect(() => planChanges(undefined, input(UPDATES), { document, appVersion: 'new' })).toThrow(/Expected a version/)
})

it('every code was seen', () => {
  expect([...seen].sort()).toEqual(Object.keys(PLAN_WORDING).sort())
})

import { latestSchema } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { assignSetting } from '../../src/layers/assign-setting.js'
import type { Profile } from '../../src/profile.js'
import { ProfileError } from '../../src/profile-error.js'

const document = await latestSchema()
const profile: Profile = { name: 'x', settings: [{ name: 'isDxtEnabled', value: true }] }

function assigned(assignment: string) {
  const { settings, ...fields } = assignSetting(profile, assignment, document)
  expect(fields).toEqual({ name: 'x' })
  return settings.slice(1)
}

it.each<[assignment: string, name: string, value: unknown]>([
  ['inferenceProvider=gateway', 'inferenceProvider', 'gateway'],
  [' inferenceProvider =gateway', 'inferenceProvider', 'gateway'],
  ['deploymentDisplayName=a=b "c"', 'deploymentDisplayName', 'a=b "c"'],
  ['deploymentDisplayName=24', 'deploymentDisplayName', '24'],
  ['disableAutoUpdates=TRUE', 'disableAutoUpdates', true],
  ['disableAutoUpdates=0', 'disableAutoUpdates', false],
  ['autoUpdaterEnforcementHours=24', 'autoUpdaterEnforcementHours', 24],
  ['coworkEgressAllowedHosts=[]', 'coworkEgressAllowedHosts', []],
  ['inferenceModels=["a", {"name": "b"}]', 'inferenceModels', ['a', { name: 'b' }]],
  ['banner={"text": "x"}', 'banner', { text: 'x' }],
  ['banner=', 'banner', null],
  ['banner=null', 'banner', null],
  ['deploymentDisplayName=null', 'deploymentDisplayName', null],
  ['brandNew=true', 'brandNew', true],
  ['brandNew=[1', 'brandNew', '[1'],
  ['brandNew=', 'brandNew', null],
])('%s', (assignment, name, value) => {
  expect(assigned(assignment)).toEqual([{ name, value }])
})

it('a reference, for a value of any type', () => {
  expect(assigned('autoUpdaterEnforcementHours=${env:HOURS}')).toEqual([
    {
      name: 'autoUpdaterEnforcementHours',
      value: '${env:HOURS}',
      references: [{ pointer: '', parts: [{ kind: 'env', name: 'HOURS' }] }],
    },
  ])
})

it('replaces what is set by another name', () => {
  expect(assignSetting(profile, 'isDesktopExtensionEnabled=false', document).settings).toEqual([
    { name: 'isDesktopExtensionEnabled', value: false },
  ])
})

it('unsets what no schema knows, where the profile has it', () => {
  const unknown: Profile = { settings: [{ name: 'infrenceProvider', value: 'x' }] }
  expect(assignSetting(unknown, 'infrenceProvider=', document).settings).toEqual([
    { name: 'infrenceProvider', value: null },
  ])
})

describe('refused', () => {
  it.each<[assignment: string, message: string, hint?: string]>([
    [
      '',
      'Expected an assignment such as inferenceProvider=gateway, found no equals sign.',
      'Write NAME=VALUE, or NAME= to unset it.',
    ],
    [
      'sk-secret',
      'Expected an assignment such as inferenceProvider=gateway, found no equals sign.',
      'Write NAME=VALUE, or NAME= to unset it.',
    ],
    [
      '=x',
      'Expected an assignment such as inferenceProvider=gateway, found no name before the equals sign.',
      'Write NAME=VALUE, or NAME= to unset it.',
    ],
    [
      'infrenceProvider=gateway',
      'Expected a known setting, found infrenceProvider.',
      'Did you mean inferenceProvider? A setting that no schema knows yet can be written into the profile itself.',
    ],
    [
      'inferenceGatewayOidc.clientId=x',
      'Expected a setting, found inferenceGatewayOidc.clientId: the app reads no names with dots.',
      `Set the whole map: inferenceGatewayOidc='{"clientId": …}'.`,
    ],
    ['disableAutoUpdates=maybe', 'Expected true or false for disableAutoUpdates, found "maybe".'],
    ['autoUpdaterEnforcementHours=99', 'Expected a number of at most 72 for autoUpdaterEnforcementHours, found 99.'],
    ['inferenceModels=a,b', 'Expected a list for inferenceModels, found a text.'],
    ['banner={"text": 1', 'Expected a map for banner, found JSON text that breaks off: expected a closing } here.'],
    [
      'inferenceCustomHeaders={"Authorization": ["sk-secret"]}',
      'Expected a text for inferenceCustomHeaders at /Authorization, found a list.',
    ],
  ])('%s', (assignment, message, hint) => {
    let error: unknown
    try {
      assignSetting(profile, assignment, document)
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(ProfileError)
    expect(error).toMatchObject({ code: 'invalid-assignment', message, hint })
  })
})

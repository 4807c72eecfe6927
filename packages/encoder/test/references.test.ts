import { parseProfile } from '@cowork-mdm/profile'
import { latestSchema } from '@cowork-mdm/schema'
import { expect, it } from 'vitest'
import { decode } from '../src/decode.js'
import { encode } from '../src/encode.js'

const document = await latestSchema()

it('what a reference stands for is read as the setting’s type', () => {
  const yaml = [
    'values:',
    '  autoUpdaterEnforcementHours: ${env:HOURS}',
    '  disableAutoUpdates: ${env:OFF}',
    '  inferenceModels: ${env:MODELS}',
    '  coworkEgressAllowedHosts: ["${env:OFF}.example.com"]',
    '  deploymentDisplayName: ${env:HOURS}',
    '  unknownToAll: ${env:HOURS}',
  ]
  const texts: Record<string, string> = { HOURS: '24', OFF: 'true', MODELS: '["a", {"name": "b"}]' }
  const { profile } = parseProfile(yaml.join('\n'), { document })
  const { files } = encode(profile, { format: 'plist', document, resolveReference: ({ name }) => texts[name]! })
  const settings = decode(files, { document }).profile.settings.map(({ name, value }) => [name, value])
  expect(settings).toEqual([
    ['autoUpdaterEnforcementHours', 24],
    ['disableAutoUpdates', true],
    ['inferenceModels', ['a', { name: 'b' }]],
    ['coworkEgressAllowedHosts', ['true.example.com']],
    ['deploymentDisplayName', '24'],
    ['unknownToAll', '24'],
  ])
  expect(new TextDecoder().decode(files[0]!.bytes)).toContain('<integer>24</integer>')
})

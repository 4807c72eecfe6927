import { latestSchema } from '@cowork-mdm/schema'
import { expect, it } from 'vitest'
import { detectFormat, formatOfPath } from '../src/detect-format.js'
import { encode } from '../src/encode.js'
import type { FormatName } from '../src/format.js'

const document = await latestSchema()
const profile = { settings: [{ name: 'disableAutoUpdates', value: true }] }

it.each(['reg', 'reg-undo', 'powershell', 'intune-remediation', 'oma-uri'] as FormatName[])(
  'tells %s by its content alone',
  (format) => {
    for (const { bytes } of encode(profile, { format, document }).files)
      for (const path of ['x', 'x.txt', 'x.plist']) expect(detectFormat({ path, bytes })).toBe(format)
  },
)

it.each(['linux', 'config-library', 'bootstrap'] as FormatName[])('tells %s by its content and its name', (format) => {
  for (const file of encode(profile, { format, document }).files) {
    expect(detectFormat(file)).toBe(format)
    expect(detectFormat({ ...file, path: `/etc/x/${file.path}` })).toBe(format)
  }
})

it.each([
  ['x.json', '{"a": 1}', 'linux'],
  ['x', '\ufeff {"a": 1}', 'linux'],
  ['x.json', '{"expiresAt": 1}', 'bootstrap'],
  ['x.json', '{"a": "\\"expiresAt\\":"}', 'linux'],
  ['profile.yaml', '{"values": {}}', 'yaml'],
  ['x', 'values: {}', 'yaml'],
  ['x.reg', 'not a registry file', 'reg'],
  ['x.ps1', 'Get-Item x', 'powershell'],
  ['x.reg', 'REGEDIT4\n[HKEY_CURRENT_USER\\a]\n"a=-"="x"\n"b"=-', 'reg'],
  ['x.reg', 'REGEDIT4\n[HKEY_CURRENT_USER\\a]\n"a=\\"x"= -\n@=-', 'reg-undo'],
  ['x.reg', 'REGEDIT4\n[HKEY_CURRENT_USER\\a]\n', 'reg'],
] as const)('%s with %j is %s', (path, text, format) => {
  expect(detectFormat({ path, bytes: Buffer.from(text) })).toBe(format)
})

it.each([
  ['a/x.reg', 'reg'],
  ['x.undo.REG', 'reg-undo'],
  ['x.ps1', 'powershell'],
  ['x.remediate.ps1', 'intune-remediation'],
  ['/etc/claude-desktop/managed-settings.json', 'linux'],
  ['_meta.json', 'config-library'],
  ['x.oma-uri.json', 'oma-uri'],
  ['x.json', undefined],
] as const)('the name %s stands for %s', (path, format) => {
  expect(formatOfPath(path)).toBe(format)
})

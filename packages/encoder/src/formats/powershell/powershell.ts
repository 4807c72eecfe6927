import type { Format } from '../../format.js'
import { refuseRegistryName } from '../../registry/registry-names.js'
import { decodeScript } from './decode-scripts.js'
import { encodePowershell, encodeRemediation } from './encode-scripts.js'

const shared = {
  platform: 'win32',
  carrier: 'registry',
  fields: [],
  isScript: true,
  refuses: refuseRegistryName,
  decode: decodeScript,
} as const satisfies Partial<Format>

/** A script that puts the settings into the registry. */
export const powershell: Format = {
  ...shared,
  title: 'PowerShell script',
  extensions: ['.ps1'],
  encode: encodePowershell,
}

/** The pair of scripts that Intune calls a remediation. */
export const intuneRemediation: Format = {
  ...shared,
  title: 'Intune remediation (detection and remediation script)',
  extensions: ['.detect.ps1', '.remediate.ps1'],
  encode: encodeRemediation,
}

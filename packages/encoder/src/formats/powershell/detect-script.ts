import type { FileBytes } from '../../format.js'

/** Which script of this package a file is; undefined for any other. */
export function detectScript({ bytes }: FileBytes): 'powershell' | 'intune-remediation' | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  const format = /^# Written by cowork-mdm \(format: ([\w-]+)\)/m.exec(head)?.[1]
  return format === 'powershell' || format === 'intune-remediation' ? format : undefined
}

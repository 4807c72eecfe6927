import type { SettingKey } from './schema-document.js'

/** Whether a bootstrap server may set it: such servers are of third-party deployments, and some settings are the device's alone. */
export function isRemotelySettable({ availability, remotePolicy }: SettingKey): boolean {
  if (remotePolicy?.['type'] === 'remote-disabled') return false
  return availability.length === 0 || availability.some(({ scope }) => scope !== '1p')
}

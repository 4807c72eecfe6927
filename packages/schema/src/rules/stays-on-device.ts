import type { SettingKey } from '../schema-document.js'

/** Whether a setting is the device's, whatever a bootstrap server answers: it must not send it, or it is of the app's own behaviour. */
export function staysOnDevice({ remotePolicy, appBehaviorOnly }: SettingKey): boolean {
  return remotePolicy?.['type'] === 'remote-disabled' || appBehaviorOnly === true
}

import type { ValueKind } from './value-kind.js'

/** True or false. */
export const boolean: ValueKind = {
  stored: 'boolean',
  admx: () => ({ enabled: { decimal: 1 }, disabled: { decimal: 0 } }),
  omaUri: (value) => (value === true ? 'enabled' : 'disabled'),
  jamf: () => ({ type: 'boolean' }),
  profileManifest: () => ({ type: 'boolean' }),
  jsonSchema: () => ({ type: 'boolean' }),
  typescript: () => 'boolean',
  rules: () => [],
}

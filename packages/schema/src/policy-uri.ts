import { policyName } from './policy-name.js'
import type { SettingKey } from './schema-document.js'

/** What names the app where an ADMX file is ingested, and so in the path of each of its policies. */
export const POLICY_APP = 'ClaudeDesktop'

/**
 * The one folder that all policies of an ingested ADMX file stand in: paths name the folders, and settings change theirs from
 * one release to the next.
 */
export const POLICY_FOLDER = 'ClaudeDesktop'

/**
 * The longest text that registry.pol can carry, in UTF-16 units: the size of a value is a 16-bit number of bytes there
 * ([MS-GPREG] 2.2.1), and a text ends with a zero.
 */
export const LONGEST_POLICY_TEXT = 32_766

/** The OMA-URI of a setting's policy, for a device or a user, once the ADMX file is ingested (Microsoft, Policy CSP). */
export function policyUri(key: Pick<SettingKey, 'name'>, target: 'Device' | 'User'): string {
  return `./${target}/Vendor/MSFT/Policy/Config/${POLICY_APP}~Policy~${POLICY_FOLDER}/${policyName(key)}`
}

import type { Availability } from '@cowork-mdm/schema'
import { plainText } from '../output/plain-text.js'

/**
 * Where a setting is available and since when: `1p and 3p since 1.2581.0; 3p-bootstrap (deprecated) since @next`. Of a removed
 * one, `since` is the version that removed it: `1p removed with 1.2581.0`.
 */
export function describeAvailability(availability: readonly Availability[]): string {
  const groups = new Map<string, string[]>()
  for (const { scope, since, status } of availability) {
    const state =
      status === 'removed' && since !== undefined
        ? ` removed with ${plainText(since)}`
        : `${status === 'enabled' ? '' : ` (${status})`}${since === undefined ? '' : ` since ${plainText(since)}`}`
    groups.set(state, [...(groups.get(state) ?? []), scope])
  }
  return [...groups].map(([state, scopes]) => scopes.join(' and ') + state).join('; ')
}

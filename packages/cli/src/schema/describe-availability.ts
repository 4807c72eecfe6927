import type { Availability } from '@cowork-mdm/schema'
import { plainText } from '../output/plain-text.js'

/** `3p since 1.2581.0`, `1p (deprecated) since 1.7196.0`. */
export function describeAvailability({ scope, since, status }: Availability): string {
  const state = status === 'enabled' ? scope : `${scope} (${status})`
  return since === undefined ? state : `${state} since ${plainText(since)}`
}

import type { ValueSchema } from '@cowork-mdm/schema'

/** Whether a schema admits no value at all: `not: {}`, as the app marks members that a variant must not have. */
export function isForbidden({ not }: ValueSchema): boolean {
  return not !== undefined && Object.keys(not).length === 0
}

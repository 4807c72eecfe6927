import type { ChangeableBy } from '@cowork-mdm/machine'
import { listed } from '@cowork-mdm/schema'

/** Who can change what, in words. */
export function describeWriters({ path, who }: ChangeableBy): string {
  return `${listed(who)} can change ${path}.`
}

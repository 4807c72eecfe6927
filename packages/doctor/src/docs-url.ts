import { HOME_URL } from '@cowork-mdm/schema'
import type { CheckId } from './checks.js'

/** Where a check is described, in `docs` of the repository. */
export function docsUrl(id: CheckId): string {
  return `${HOME_URL}/blob/main/docs/doctor.md#${id}`
}

import type { Platform } from '@cowork-mdm/schema'
import type { Selection } from '../model/selection.js'

export const ALL_PLATFORMS: readonly Platform[] = ['darwin', 'win32', 'linux']

/** Everything there is: also what is not published, deprecated, or gone, as fleets may still have it. */
export const referenceSelection: Selection = {
  statuses: ['enabled', 'deprecated', 'removed'],
  undocumented: true,
  remoteOnly: true,
}

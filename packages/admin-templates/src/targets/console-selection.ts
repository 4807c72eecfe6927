import type { Platform } from '@cowork-mdm/schema'
import type { Selection } from '../model/selection.js'

/** What the app's own exporter puts into templates: published settings of the own-provider mode, in force, for devices. */
export function consoleSelection(platform: Platform): Selection {
  return { scopes: ['3p'], platforms: [platform] }
}

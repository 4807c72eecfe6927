import type { Format, FormatName } from './format.js'
import { fleet } from './formats/fleet/fleet.js'
import { iru } from './formats/iru/iru.js'
import { mobileconfig, mobileconfigMcx } from './formats/mobileconfig/mobileconfig.js'
import { intunePreference, jamf, plist, plistBinary } from './formats/plist/plist.js'
import { workspaceOne } from './formats/workspace-one/workspace-one.js'
import { yaml } from './formats/yaml/yaml.js'

/** Every delivery format. */
export const FORMATS: Partial<Record<FormatName, Format>> = {
  mobileconfig,
  'mobileconfig-mcx': mobileconfigMcx,
  plist,
  'plist-binary': plistBinary,
  jamf,
  'intune-preference': intunePreference,
  yaml,
  fleet,
  iru,
  'workspace-one': workspaceOne,
}

import type { Format, FormatName } from './format.js'
import { fleet } from './formats/fleet/fleet.js'
import { iru } from './formats/iru/iru.js'
import { mobileconfig, mobileconfigMcx } from './formats/mobileconfig/mobileconfig.js'
import { intunePreference, jamf, plist, plistBinary } from './formats/plist/plist.js'
import { workspaceOne } from './formats/workspace-one/workspace-one.js'
import { bootstrap } from './formats/bootstrap/bootstrap.js'
import { configLibrary } from './formats/config-library/config-library.js'
import { linux } from './formats/linux/linux.js'
import { omaUri } from './formats/oma-uri/oma-uri.js'
import { intuneRemediation, powershell } from './formats/powershell/powershell.js'
import { reg, regUndo } from './formats/reg/reg.js'
import { yaml } from './formats/yaml/yaml.js'

/** Every delivery format. */
export const FORMATS: Record<FormatName, Format> = {
  mobileconfig,
  'mobileconfig-mcx': mobileconfigMcx,
  plist,
  'plist-binary': plistBinary,
  jamf,
  'intune-preference': intunePreference,
  reg,
  'reg-undo': regUndo,
  powershell,
  'intune-remediation': intuneRemediation,
  linux,
  'config-library': configLibrary,
  bootstrap,
  'oma-uri': omaUri,
  yaml,
  fleet,
  iru,
  'workspace-one': workspaceOne,
}

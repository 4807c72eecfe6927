import type { Check } from './check.js'
import { appInstallKind } from './checks/app-install-kind.js'
import { appInstalled } from './checks/app-installed.js'
import { appKnownBugs } from './checks/app-known-bugs.js'
import { appLog } from './checks/app-log.js'
import { appRelaunch } from './checks/app-relaunch.js'
import { appVersion } from './checks/app-version.js'
import { awsProfile } from './checks/aws-profile.js'
import { bootstrap } from './checks/bootstrap.js'
import { certificates } from './checks/certificates.js'
import { clock } from './checks/clock.js'
import { credentialFiles } from './checks/credential-files.js'
import { deliveredBy } from './checks/delivered-by.js'
import { enrolment } from './checks/enrolment.js'
import { gitAvailable } from './checks/git-available.js'
import { helperAccess } from './checks/helper-access.js'
import { helperPath } from './checks/helper-path.js'
import { helperRun } from './checks/helper-run.js'
import { localLibrary } from './checks/local-library.js'
import { managedAccess } from './checks/managed-access.js'
import { managedMisplaced } from './checks/managed-misplaced.js'
import { managedPresent } from './checks/managed-present.js'
import { managedReadable } from './checks/managed-readable.js'
import { marketplacesClean } from './checks/marketplaces-clean.js'
import { marketplacesPinned } from './checks/marketplaces-pinned.js'
import { marketplacesReachable } from './checks/marketplaces-reachable.js'
import { networkHosts } from './checks/network-hosts.js'
import { networkIssuer } from './checks/network-issuer.js'
import { networkProxy } from './checks/network-proxy.js'
import { pluginsAccess } from './checks/plugins-access.js'
import { pluginsDangling } from './checks/plugins-dangling.js'
import { pluginsFolder } from './checks/plugins-folder.js'
import { pluginsLinks } from './checks/plugins-links.js'
import { pluginsManifests } from './checks/plugins-manifests.js'
import { pluginsMisplaced } from './checks/plugins-misplaced.js'
import { pluginsVersionFile } from './checks/plugins-version-file.js'
import { providerComplete } from './checks/provider-complete.js'
import { sessionPlugins } from './checks/session-plugins.js'
import { sessions } from './checks/sessions.js'
import { settingsAddresses } from './checks/settings-addresses.js'
import { settingsConflicts } from './checks/settings-conflicts.js'
import { settingsInEffect } from './checks/settings-in-effect.js'
import { settingsNames } from './checks/settings-names.js'
import { settingsPlaceholders } from './checks/settings-placeholders.js'
import { settingsPosture } from './checks/settings-posture.js'
import { settingsSecrets } from './checks/settings-secrets.js'
import { settingsTypes } from './checks/settings-types.js'

/** Every check by its identifier, in the order in which a person would look. */
export const CHECKS = {
  'app-installed': appInstalled,
  'app-version': appVersion,
  'app-install-kind': appInstallKind,
  'app-known-bugs': appKnownBugs,
  'app-relaunch': appRelaunch,
  'app-log': appLog,
  clock,
  'managed-present': managedPresent,
  'managed-readable': managedReadable,
  'managed-access': managedAccess,
  'managed-misplaced': managedMisplaced,
  enrolment,
  'delivered-by': deliveredBy,
  'settings-in-effect': settingsInEffect,
  'settings-types': settingsTypes,
  'settings-names': settingsNames,
  'settings-placeholders': settingsPlaceholders,
  'settings-secrets': settingsSecrets,
  'settings-addresses': settingsAddresses,
  'settings-conflicts': settingsConflicts,
  'settings-posture': settingsPosture,
  'local-library': localLibrary,
  bootstrap,
  'provider-complete': providerComplete,
  'helper-path': helperPath,
  'helper-access': helperAccess,
  'helper-run': helperRun,
  'credential-files': credentialFiles,
  'aws-profile': awsProfile,
  certificates,
  'plugins-folder': pluginsFolder,
  'plugins-access': pluginsAccess,
  'plugins-manifests': pluginsManifests,
  'plugins-links': pluginsLinks,
  'plugins-dangling': pluginsDangling,
  'plugins-version-file': pluginsVersionFile,
  'plugins-misplaced': pluginsMisplaced,
  'marketplaces-clean': marketplacesClean,
  'marketplaces-pinned': marketplacesPinned,
  'git-available': gitAvailable,
  sessions,
  'session-plugins': sessionPlugins,
  'network-proxy': networkProxy,
  'network-hosts': networkHosts,
  'network-issuer': networkIssuer,
  'marketplaces-reachable': marketplacesReachable,
} satisfies Record<string, Check>

export type CheckId = keyof typeof CHECKS

export const CHECK_IDS = Object.keys(CHECKS) as CheckId[]

export function checkOf(id: CheckId): Check {
  return CHECKS[id]
}

import type { InstallationPreference } from '../plugin/plugin-set.js'

/** An entry of the setting `allowedPluginMarketplaces`, as the app reads it. */
export type MarketplaceEntry = (
  | { source: 'github'; repo: string; ref: string; path?: string }
  | { source: 'git'; url: string; ref: string; path?: string }
  | { source: 'url'; url: string; manifestSha256: string }
) & {
  expectedName?: string
  credentialKind?: 'anonymous' | 'userGit' | 'credentialHelper' | 'inferenceCredential'
  installationPreference?: InstallationPreference
}

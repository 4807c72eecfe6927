import type { Platform } from '../platform.js'

/** Something that a setting may be. */
export interface Condition {
  setting: string
  /** JSON pointer into its value. */
  at?: string
  /** Met where a name in the map there has that form. */
  name?: RegExp
  /** Met by this value alone; without it, by any. */
  is?: string | boolean
  /** Met by texts of that form alone, which is described by `form`. */
  matches?: RegExp
  form?: string
  /** Also met where nothing is set there. */
  orUnset?: true
}

/** How a setting depends on others. */
export interface SettingRelation {
  /** The relation matters where this holds. */
  of: Condition
  /** …and this. */
  and?: Condition
  /** It is enough that one of them holds. */
  needs?: readonly Condition[]
  /** Must not hold. */
  excludes?: Condition
  /** The settings are lists; conditions hold inside of one entry. */
  inEntry?: true
  /** Only on this system; absent: on all. */
  platform?: Platform
  /** What happens otherwise. */
  effect: string
  source: string
}

const REFERENCE = 'vendor documentation, configuration reference'
const BOOTSTRAP = { setting: 'bootstrapUrl' }
const HELPERS = [{ setting: 'inferenceCredentialHelper' }, { setting: 'inferenceCredentialHelperWindows' }]
const UPDATES_OFF = { setting: 'disableAutoUpdates', is: true }

/** Every known relation. */
export const SETTING_RELATIONS: readonly SettingRelation[] = [
  ...['bootstrapHeaders', 'bootstrapHeadersHelper', 'bootstrapOidc'].map((setting) => ({
    of: { setting },
    needs: [BOOTSTRAP],
    effect: 'no bootstrap server is asked',
    source: 'vendor documentation, bootstrap page',
  })),
  ...[
    'inferenceCredentialHelperArgs',
    'inferenceCredentialHelperTtlSec',
    'inferenceCredentialHelperTimeoutSec',
    'inferenceCredentialHelperSilentRefreshEnabled',
  ].map((setting) => ({ of: { setting }, needs: HELPERS, effect: 'there is no helper to run', source: REFERENCE })),
  ...[
    ['inferenceGatewayOidcAuthFlow', 'inferenceGatewayOidc'],
    ['inferenceIdpAuthFlow', 'inferenceIdpOidc'],
    ['inferenceVertexWorkforceAuthFlow', 'inferenceVertexWorkforceOidc'],
  ].map(([setting, oidc]) => ({
    of: { setting: setting! },
    needs: [{ setting: oidc! }],
    effect: 'there is no sign-in that it could be the flow of',
    source: REFERENCE,
  })),
  ...[
    'inferenceFoundryAuthFlow',
    'inferenceGatewayOidcAuthFlow',
    'inferenceIdpAuthFlow',
    'inferenceVertexWorkforceAuthFlow',
  ].map((setting) => ({
    of: { setting, is: 'broker' },
    excludes: { setting, is: 'broker' },
    platform: 'linux' as const,
    effect: 'Linux has no broker to sign in with',
    source: REFERENCE,
  })),
  {
    of: { setting: 'inferenceIdpOidc' },
    needs: [{ setting: 'inferenceCredentialKind', is: 'external-idp' }],
    effect: 'the identity provider is not used',
    source: REFERENCE,
  },
  {
    of: { setting: 'inferenceCredentialKind', is: 'external-idp' },
    and: { setting: 'inferenceProvider', is: 'bedrock' },
    needs: [{ setting: 'inferenceBedrockBaseUrl' }],
    effect: 'bedrock itself takes no tokens of an identity provider',
    source: REFERENCE,
  },
  ...['inferenceGatewayOidc', 'inferenceIdpOidc'].map((setting) => ({
    of: { setting, at: '/bearerTokenType', is: 'access_token' },
    needs: [{ setting, at: '/scopes' }],
    effect: 'the identity provider does not know what the token is for',
    source: REFERENCE,
  })),
  {
    of: { setting: 'inferenceMaxTokensPerWindow' },
    needs: [{ setting: 'inferenceTokenWindowHours' }],
    effect: 'there is no limit',
    source: REFERENCE,
  },
  {
    of: { setting: 'inferenceTokenWindowHours' },
    needs: [{ setting: 'inferenceMaxTokensPerWindow' }],
    effect: 'there is no limit',
    source: REFERENCE,
  },
  ...['inferenceModelPricing', 'inferenceModelPricingMultiplier'].map((setting) => ({
    of: { setting },
    needs: [{ setting: 'inferenceModelPricingEnabled', is: true }],
    effect: 'no prices are shown',
    source: 'vendor changelog, 1.44121.1',
  })),
  {
    of: { setting: 'deploymentDisplaySubtitle' },
    needs: [{ setting: 'deploymentDisplayName' }],
    effect: 'it is not shown',
    source: REFERENCE,
  },
  {
    of: { setting: 'banner', at: '/text' },
    needs: [{ setting: 'banner', at: '/enabled', is: true }],
    effect: 'no banner is shown',
    source: REFERENCE,
  },
  {
    of: { setting: 'claudeAiImport', at: '/exportEnabled', is: true },
    needs: [{ setting: 'claudeAiImport', at: '/enabled', is: true }],
    effect: 'nothing is exported',
    source: REFERENCE,
  },
  {
    of: { setting: 'claudeAiImport', at: '/automatic3pImport', is: true },
    needs: [{ setting: 'deploymentOrganizationUuid' }],
    effect: 'nothing is imported',
    source: REFERENCE,
  },
  {
    of: { setting: 'builtinBrowserDefaultDomainPolicy' },
    needs: [{ setting: 'builtinBrowserEnabled', is: true }],
    effect: 'there is no browser',
    source: 'vendor documentation, browser page',
  },
  {
    of: { setting: 'builtinBrowserAllowedDomains' },
    needs: [{ setting: 'builtinBrowserDefaultDomainPolicy', is: 'block' }],
    effect: 'every domain is allowed',
    source: 'vendor documentation, browser page',
  },
  {
    of: { setting: 'builtinBrowserBlockedDomains' },
    needs: [{ setting: 'builtinBrowserDefaultDomainPolicy', is: 'allow', orUnset: true }],
    effect: 'the list of allowed domains alone counts',
    source: 'vendor documentation, browser page',
  },
  {
    of: { setting: 'entraScope' },
    needs: [{ setting: 'entraClientId' }],
    effect: 'it is not used',
    source: 'managed-settings notes of 2026-11-22',
  },
  ...[
    ['/oauth/tenantId', '/oauth/scope'],
    ['/oauth/authorizationUrl', '/oauth/tokenUrl'],
    ['/oauth/tokenUrl', '/oauth/authorizationUrl'],
    ['/oauth/authorizationUrl', '/oauth/clientId'],
  ].map(([at, other]) => ({
    of: { setting: 'managedMcpServers', at: at! },
    needs: [{ setting: 'managedMcpServers', at: other! }],
    inEntry: true as const,
    effect: 'nobody can sign in to the server',
    source: REFERENCE,
  })),
  {
    of: { setting: 'managedMcpServers', at: '/oauth' },
    excludes: { setting: 'managedMcpServers', at: '/headers/Authorization' },
    inEntry: true,
    effect: 'the token of the sign-in takes the same header',
    source: REFERENCE,
  },
  ...['auto_install', 'required'].map((is) => ({
    of: { setting: 'allowedPluginMarketplaces', at: '/installationPreference', is },
    needs: [
      { setting: 'allowedPluginMarketplaces', at: '/ref', matches: /^[0-9a-f]{40}$/i, form: 'a commit of 40 digits' },
      { setting: 'allowedPluginMarketplaces', at: '/manifestSha256' },
    ],
    inEntry: true as const,
    effect: 'the marketplace is refused, as what it installs could change',
    source: 'vendor documentation, plugin marketplaces',
  })),
  {
    of: { setting: 'allowedPluginMarketplaces', at: '/credentialKind', is: 'credentialHelper' },
    needs: [{ setting: 'allowedPluginMarketplaces', at: '/credentialHelper' }],
    inEntry: true,
    effect: 'there is no helper to run',
    source: 'vendor documentation, plugin marketplaces',
  },
  {
    of: { setting: 'allowedPluginMarketplaces', at: '/credentialHelper' },
    needs: [{ setting: 'allowedPluginMarketplaces', at: '/credentialKind', is: 'credentialHelper' }],
    inEntry: true,
    effect: 'the helper is not run',
    source: 'vendor documentation, plugin marketplaces',
  },
  {
    of: { setting: 'inferenceBedrockBaseUrl' },
    and: { setting: 'inferenceProvider', is: 'mantle' },
    needs: [{ setting: 'inferenceBedrockBaseUrl', matches: /\/anthropic\/?$/, form: '/anthropic at its end' }],
    effect: 'every request fails',
    source: REFERENCE,
  },
  ...[
    ['inferenceGatewayOidcAuthFlow', 'inferenceGatewayOidc'],
    ['inferenceIdpAuthFlow', 'inferenceIdpOidc'],
    ['inferenceVertexWorkforceAuthFlow', 'inferenceVertexWorkforceOidc'],
  ].map(([setting, oidc]) => ({
    of: { setting: setting!, is: 'broker' },
    and: { setting: oidc!, at: '/issuer' },
    needs: [
      {
        setting: oidc!,
        at: '/issuer',
        matches:
          /^(?:https:\/\/)?(?:login\.microsoftonline\.(?:com|us)|login\.partner\.microsoftonline\.cn|sts\.windows\.net)\//i,
        form: 'an issuer of Entra',
      },
    ],
    effect: 'no broker signs in there',
    source: REFERENCE,
  })),
  {
    of: { setting: 'autoUpdaterEnforcementHours' },
    excludes: UPDATES_OFF,
    effect: 'no update is ever enforced',
    source: REFERENCE,
  },
  {
    of: { setting: 'updateViaUpdatesHost', is: true },
    excludes: UPDATES_OFF,
    effect: 'no update is ever looked for',
    source: REFERENCE,
  },
  {
    of: { setting: 'toolSearchEnabled', is: true },
    excludes: { setting: 'inferenceProvider', is: 'vertex' },
    effect: 'every request fails',
    source: REFERENCE,
  },
]

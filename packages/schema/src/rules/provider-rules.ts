/** What an inference provider needs. Setting names stand only in this table. */
export interface ProviderRule {
  provider: string
  /** Settings that must be set. */
  required: readonly string[]
  /**
   * Ways to authenticate: each names the settings that must be set together. They stand in the order in which the app falls
   * back from one to the next; an empty way needs no setting at all.
   */
  credentials: readonly CredentialWay[]
  /**
   * Whether the app can ask the provider for its models, or the kinds of credentials with which it can; where not, a model
   * list is required.
   */
  modelDiscovery: boolean | readonly string[]
  notes?: readonly string[]
  source: string
}

export interface CredentialWay {
  kind: string
  settings: readonly string[]
  /** The settings may be left out once the kind is chosen by name. */
  optional?: true
}

const HELPER: CredentialWay = { kind: 'helper-script', settings: ['inferenceCredentialHelper'] }
/** One identity provider for several inference providers, since 2.7032.0. */
const IDENTITY_PROVIDER: CredentialWay = { kind: 'external-idp', settings: ['inferenceIdpOidc'] }
const SOURCE = 'vendor documentation, provider pages; releases 1.18286.0 and 1.28929.0'

export const PROVIDER_RULES: readonly ProviderRule[] = [
  {
    provider: 'anthropic',
    required: [],
    credentials: [
      { kind: 'static', settings: ['inferenceAnthropicApiKey'] },
      { kind: 'interactive', settings: [] },
      HELPER,
    ],
    modelDiscovery: true,
    notes: ['Without a key the app signs in through the browser.'],
    source: SOURCE,
  },
  {
    provider: 'gateway',
    required: ['inferenceGatewayBaseUrl'],
    credentials: [
      { kind: 'static', settings: ['inferenceGatewayApiKey'] },
      { kind: 'interactive', settings: ['inferenceGatewayOidc'], optional: true },
      IDENTITY_PROVIDER,
      HELPER,
    ],
    modelDiscovery: true,
    notes: [
      'Interactive sign-in without inferenceGatewayOidc needs OAuth metadata (RFC 8414) on the gateway itself.',
      'A model list is needed only where the gateway has no /v1/models.',
    ],
    source: SOURCE,
  },
  {
    provider: 'bedrock',
    required: ['inferenceBedrockRegion'],
    credentials: [
      IDENTITY_PROVIDER,
      {
        kind: 'interactive',
        settings: [
          'inferenceBedrockSsoStartUrl',
          'inferenceBedrockSsoRegion',
          'inferenceBedrockSsoAccountId',
          'inferenceBedrockSsoRoleName',
        ],
      },
      { kind: 'vendor-profile', settings: ['inferenceBedrockProfile'] },
      HELPER,
      { kind: 'static', settings: ['inferenceBedrockBearerToken'] },
    ],
    modelDiscovery: ['static', 'helper-script'],
    notes: [
      'A model list is required except with a bearer token or a helper.',
      'The four sign-in settings only work together.',
    ],
    source: SOURCE,
  },
  {
    provider: 'mantle',
    required: ['inferenceBedrockRegion', 'inferenceModels'],
    credentials: [{ kind: 'static', settings: ['inferenceBedrockBearerToken'] }, HELPER],
    modelDiscovery: false,
    notes: ['A base URL includes /anthropic; other settings of bedrock are ignored.'],
    source: SOURCE,
  },
  {
    provider: 'vertex',
    required: ['inferenceVertexProjectId', 'inferenceVertexRegion', 'inferenceModels'],
    credentials: [
      { kind: 'oauth', settings: ['inferenceVertexOAuthClientId'] },
      { kind: 'workforce', settings: ['inferenceVertexWorkforceAudience', 'inferenceVertexWorkforceOidc'] },
      { kind: 'vendor-profile', settings: [] },
      { kind: 'vendor-profile', settings: ['inferenceVertexCredentialsFile'] },
      HELPER,
    ],
    modelDiscovery: false,
    notes: ['Without a credentials file the machine’s application default credentials are used.'],
    source: SOURCE,
  },
  {
    provider: 'foundry',
    required: ['inferenceFoundryResource', 'inferenceModels'],
    credentials: [
      { kind: 'static', settings: ['inferenceFoundryApiKey'] },
      { kind: 'interactive', settings: ['inferenceFoundryTenantId', 'inferenceFoundryClientId'] },
      HELPER,
    ],
    modelDiscovery: false,
    source: SOURCE,
  },
]

/** The rule of a provider; undefined for one that is not known. */
export function providerRules(provider: string): ProviderRule | undefined {
  return PROVIDER_RULES.find((rule) => rule.provider === provider)
}

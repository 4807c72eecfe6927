/** A form of a value that the app announced to stop taking. */
export interface RetiredForm {
  setting: string
  /** One of these words, anywhere in the value. */
  words?: readonly string[]
  /** The words count only where the JSON pointer to them has this form. */
  at?: RegExp
  /** The value as a whole is of this kind. */
  kind?: 'text' | 'list' | 'map' | 'any'
  /** An entry of the list for which this holds. */
  entry?: { has: string } | { lacks: string; unless: string }
  /** Day on which it ended. */
  until: string
  /** What to write instead. */
  instead: string
  source: string
}

const CUT_OFF = '2026-10-07'
/** Day from which on releases need not take earlier names of settings. */
export const EARLIER_NAMES_UNTIL = CUT_OFF
const SOURCE = 'vendor changelog: old forms end on 2026-10-07; enforcement in a release was not verified'
const HEADER_MAPS = ['inferenceCustomHeaders', 'otlpHeaders', 'otlpResourceAttributes', 'bootstrapHeaders']

/** Every form with a published end. Earlier names of settings are not among them: the schema has those. */
export const RETIRED_FORMS: readonly RetiredForm[] = [
  ...HEADER_MAPS.flatMap((setting) =>
    (['text', 'list'] as const).map((kind) => ({
      setting,
      kind,
      until: CUT_OFF,
      instead: 'a map from names to values',
      source: SOURCE,
    })),
  ),
  ...['builtinToolPolicy', 'orgPluginSettings', 'managedMcpServers'].map((setting) => ({
    setting,
    words: ['ask-session'],
    until: CUT_OFF,
    instead: '"ask"',
    source: SOURCE,
  })),
  ...['/scopes', '/authorityHost', '/oauth/scopes'].map((has) => ({
    setting: 'managedMcpServers',
    entry: { has },
    until: CUT_OFF,
    instead: 'oauth.scope, and tenantId for an authority',
    source: SOURCE,
  })),
  {
    setting: 'managedMcpServers',
    entry: { lacks: '/transport', unless: '/server' },
    until: CUT_OFF,
    instead: 'transport as well: http, sse or stdio',
    source: SOURCE,
  },
  {
    setting: 'managedMcpServers',
    words: ['builtin'],
    at: /^\/\d+\/transport$/,
    until: CUT_OFF,
    instead: 'the server alone, without a transport',
    source: SOURCE,
  },
  {
    setting: 'orgPluginSettings',
    kind: 'map',
    until: CUT_OFF,
    instead: 'a list of plugins',
    source: SOURCE,
  },
  {
    setting: 'inferenceGatewayAuthScheme',
    words: ['sso', 'auto'],
    until: CUT_OFF,
    instead: 'another scheme, with inferenceCredentialKind for a sign-in',
    source: SOURCE,
  },
  {
    setting: 'inferenceCredentialKind',
    words: ['oauth'],
    until: CUT_OFF,
    instead: 'another kind of credential',
    source: SOURCE,
  },
  {
    setting: 'allowOptionalClientAuth',
    kind: 'any',
    until: '2026-11-17',
    instead: 'nothing: no release since 1.49585.0 reads the setting',
    source: 'vendor changelog, 1.49585.0',
  },
]

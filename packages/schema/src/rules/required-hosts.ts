/** A host that the app must reach, over HTTPS on port 443 unless it says otherwise. */
export interface RequiredHost {
  host: string
  /** What it is needed for. */
  purpose:
    | 'installation'
    | 'inference'
    | 'sign-in'
    | 'updates'
    | 'telemetry'
    | 'services'
    | 'bootstrap'
    | 'connectors'
    | 'tools'
  /** The setting that brings it in, where one does. */
  key?: string
  /** Where its address names another one than 443. */
  port?: number
  /** Its address begins with http, so that there is no TLS. */
  plain?: true
}

type Values = Readonly<Record<string, unknown>>

const SERVICES = [
  'www.google.com',
  '*.gstatic.com',
  'www.claudeusercontent.com',
  'cdnjs.cloudflare.com',
  'fonts.googleapis.com',
  'cdn.jsdelivr.net',
  '*.claudemcpcontent.com',
  'assets.claude.ai',
]

/**
 * The hosts that a configuration needs a firewall to let through.
 * @param values decoded settings by name
 * @returns sorted by host; wildcards stand for any number of labels. Source: vendor documentation, egress pages.
 */
export function requiredHosts(values: Values): RequiredHost[] {
  const hosts: RequiredHost[] = [{ host: 'downloads.claude.ai', purpose: 'installation' }]
  const add: Add = (place, purpose, key) => {
    if (place === undefined || place === '') return
    const where = typeof place === 'string' ? { host: place } : place
    hosts.push({ ...where, purpose, ...(key !== undefined && { key }) })
  }
  addProvider(values, add)
  addUpdates(values, add)
  if (values['disableEssentialTelemetry'] !== true) {
    for (const host of ['*.sentry.io', '*.ingest.us.sentry.io', 'sentry.io'])
      add(host, 'telemetry', 'disableEssentialTelemetry')
  }
  if (values['disableNonessentialTelemetry'] !== true) {
    for (const host of ['a-cdn.anthropic.com', 'a-api.anthropic.com', 'claude.ai', 'api.anthropic.com']) {
      add(host, 'telemetry', 'disableNonessentialTelemetry')
    }
  }
  if (values['disableNonessentialServices'] !== true) {
    for (const host of SERVICES) add(host, 'services', 'disableNonessentialServices')
  }
  if (values['builtinBrowserEnabled'] === true) add('releases.claude.com', 'services', 'builtinBrowserEnabled')
  add(hostOf(values['bootstrapUrl']), 'bootstrap', 'bootstrapUrl')
  addOidc(values['bootstrapOidc'], 'bootstrapOidc', add)
  addOidc(values['inferenceIdpOidc'], 'inferenceIdpOidc', add)
  add(hostOf(values['userContentRendererUrl']), 'services', 'userContentRendererUrl')
  add(hostOf(values['otlpEndpoint']), 'telemetry', 'otlpEndpoint')
  for (const server of listOf(values['managedMcpServers']))
    add(hostOf(field(server, 'url')), 'connectors', 'managedMcpServers')
  for (const host of listOf(values['coworkEgressAllowedHosts'])) {
    if (typeof host === 'string') add(host, 'tools', 'coworkEgressAllowedHosts')
  }
  const unique = new Map(hosts.map((entry) => [`${entry.host}:${entry.port ?? 443} ${entry.purpose}`, entry]))
  return [...unique.values()].sort((left, right) => (left.host < right.host ? -1 : left.host > right.host ? 1 : 0))
}

type Place = Pick<RequiredHost, 'host' | 'port' | 'plain'>

type Add = (place: string | Place | undefined, purpose: RequiredHost['purpose'], key?: string) => void

function addProvider(values: Values, add: Add): void {
  const region = textOf(values['inferenceBedrockRegion'])
  switch (values['inferenceProvider']) {
    case 'anthropic':
      add('api.anthropic.com', 'inference', 'inferenceProvider')
      add('platform.claude.com', 'sign-in', 'inferenceProvider')
      break
    case 'gateway':
      add(hostOf(values['inferenceGatewayBaseUrl']), 'inference', 'inferenceGatewayBaseUrl')
      addOidc(values['inferenceGatewayOidc'], 'inferenceGatewayOidc', add)
      break
    case 'bedrock':
      addBedrock(values, region, add)
      break
    case 'mantle':
      add(
        hostOf(values['inferenceBedrockBaseUrl']) ?? (region && `bedrock-mantle.${region}.api.aws`),
        'inference',
        'inferenceBedrockRegion',
      )
      break
    case 'vertex':
      addVertex(values, add)
      break
    case 'foundry': {
      const resource = textOf(values['inferenceFoundryResource'])
      add(
        hostOf(values['inferenceFoundryBaseUrl']) ?? (resource && `${resource}.services.ai.azure.com`),
        'inference',
        'inferenceFoundryResource',
      )
      if (textOf(values['inferenceFoundryTenantId']))
        add('login.microsoftonline.com', 'sign-in', 'inferenceFoundryTenantId')
      break
    }
    default:
  }
}

function addBedrock(values: Values, region: string | undefined, add: Add): void {
  if (!region) return
  const fips = region.startsWith('us-gov-') ? '-fips' : ''
  const key = 'inferenceBedrockRegion'
  add(hostOf(values['inferenceBedrockBaseUrl']) ?? `bedrock-runtime${fips}.${region}.amazonaws.com`, 'inference', key)
  add(`bedrock${fips}.${region}.amazonaws.com`, 'inference', key)
  add('sts.amazonaws.com', 'sign-in', key)
  add(`sts.${region}.amazonaws.com`, 'sign-in', key)
  const home = textOf(values['inferenceBedrockSsoRegion'])
  if (!home) return
  add(`portal.sso.${home}.amazonaws.com`, 'sign-in', 'inferenceBedrockSsoRegion')
  add(`oidc.${home}.amazonaws.com`, 'sign-in', 'inferenceBedrockSsoRegion')
  add(hostOf(values['inferenceBedrockSsoStartUrl']), 'sign-in', 'inferenceBedrockSsoStartUrl')
}

function addVertex(values: Values, add: Add): void {
  const region = textOf(values['inferenceVertexRegion'])
  if (!region) return
  const key = 'inferenceVertexRegion'
  const standard =
    region === 'global'
      ? 'aiplatform.googleapis.com'
      : region === 'eu' || region === 'us'
        ? `aiplatform.${region}.rep.googleapis.com`
        : `${region}-aiplatform.googleapis.com`
  add(hostOf(values['inferenceVertexBaseUrl']) ?? standard, 'inference', key)
  for (const host of [
    'oauth2.googleapis.com',
    'sts.googleapis.com',
    'iamcredentials.googleapis.com',
    'accounts.google.com',
  ]) {
    add(host, 'sign-in', key)
  }
  addOidc(values['inferenceVertexWorkforceOidc'], 'inferenceVertexWorkforceOidc', add)
}

function addOidc(oidc: unknown, key: string, add: Add): void {
  for (const name of ['issuer', 'authorizationUrl', 'tokenUrl']) add(hostOf(field(oidc, name)), 'sign-in', key)
}

function addUpdates(values: Values, add: Add): void {
  if (values['disableAutoUpdates'] === true) return
  add('downloads.claude.ai', 'updates', 'disableAutoUpdates')
  if (values['updateViaUpdatesHost'] === true) add('releases.claude.com', 'updates', 'updateViaUpdatesHost')
  else for (const host of ['claude.ai', 'api.anthropic.com']) add(host, 'updates', 'disableAutoUpdates')
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

/** The host of a URL; one without a scheme is taken for https, as the app does. */
function hostOf(value: unknown): Place | undefined {
  const text = textOf(value)
  if (text === undefined) return undefined
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(url)) return undefined
  const { hostname, port, protocol } = new URL(url)
  if (hostname === '') return undefined
  const plain = protocol === 'http:'
  return {
    host: hostname,
    ...(port !== '' ? { port: Number(port) } : plain && { port: 80 }),
    ...(plain && { plain: true as const }),
  }
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyNamed, latestSchema, providerRules, type JsonValue } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { parseProfile } from '../../src/parse-profile.js'
import { ProfileError } from '../../src/profile-error.js'
import { describeTemplates, loadTemplate, templateNames } from '../../src/templates/load-template.js'
import { templateSlots } from '../../src/templates/template-slots.js'
import { validateProfile } from '../../src/validate-profile.js'
import { fill, FILLING } from './fill.js'

const document = await latestSchema()
const folder = join(import.meta.dirname, '../../templates')

const SLOTS: Record<string, string[]> = {
  gateway: ['GATEWAY_HOST', 'API_KEY'],
  'gateway-helper': ['GATEWAY_HOST', 'CREDENTIAL_HELPER'],
  'gateway-deepseek': ['API_KEY', 'MODEL_ID'],
  'gateway-glm': ['API_KEY', 'MODEL_ID'],
  'gateway-minimax': ['API_KEY', 'MODEL_ID'],
  'gateway-qwen': ['API_KEY', 'MODEL_ID'],
  'gateway-vllm': ['SERVER_HOST', 'API_KEY', 'MODEL_ID'],
  'gateway-litellm': ['LITELLM_HOST', 'API_KEY', 'MODEL_ID'],
  'gateway-sso': ['GATEWAY_HOST', 'OIDC_ISSUER_HOST', 'OIDC_CLIENT_ID', 'GATEWAY_SCOPE'],
  anthropic: ['API_KEY'],
  'bedrock-basic': ['AWS_REGION', 'AWS_PROFILE', 'MODEL_ID'],
  'bedrock-sso': ['AWS_REGION', 'SSO_PORTAL', 'SSO_REGION', 'AWS_ACCOUNT_ID', 'PERMISSION_SET', 'MODEL_ID'],
  mantle: ['AWS_REGION', 'API_KEY', 'MODEL_ID'],
  vertex: ['PROJECT_ID', 'VERTEX_REGION', 'CREDENTIALS_FILE', 'MODEL_ID'],
  'vertex-workforce': [
    'PROJECT_ID',
    'VERTEX_REGION',
    'POOL_ID',
    'POOL_PROVIDER_ID',
    'OIDC_ISSUER_HOST',
    'OIDC_CLIENT_ID',
    'MODEL_ID',
  ],
  foundry: ['FOUNDRY_RESOURCE', 'API_KEY', 'MODEL_ID'],
  'foundry-entra': ['FOUNDRY_RESOURCE', 'TENANT_ID', 'CLIENT_ID', 'MODEL_ID'],
  bootstrap: ['BOOTSTRAP_URL', 'OIDC_ISSUER_HOST', 'OIDC_CLIENT_ID', 'BOOTSTRAP_SCOPE', 'DEPLOYMENT_UUID'],
  'enterprise-full': [
    'IDENTIFIER',
    'ORGANIZATION',
    'GATEWAY_HOST',
    'CREDENTIAL_HELPER',
    'DEPLOYMENT_UUID',
    'INTERNAL_DOMAIN',
    'MCP_NAME',
    'MCP_HOST',
    'OTEL_HOST',
  ],
  'enterprise-cn-full': [
    'IDENTIFIER',
    'ORGANIZATION',
    'GATEWAY_HOST',
    'API_KEY',
    'MODEL_ID',
    'MODEL_LABEL',
    'DEPLOYMENT_UUID',
  ],
  'mcp-only': ['MCP_NAME', 'MCP_HOST', 'LOCAL_MCP_NAME', 'LOCAL_MCP_COMMAND'],
  'org-plugins': ['GITHUB_REPOSITORY', 'COMMIT', 'PLUGIN_SERVER', 'PLUGIN_TOOL'],
  'egress-lockdown': [],
  'telemetry-off': [],
  'update-policy': [],
}

it('every file of the folder is a template, and every template a file', () => {
  expect(readdirSync(folder).sort()).toEqual(
    templateNames()
      .map((name) => `${name}.yaml`)
      .sort(),
  )
  expect(Object.keys(SLOTS)).toEqual(templateNames())
})

describe.each(templateNames())('%s', (name) => {
  const text = readFileSync(join(folder, `${name}.yaml`), 'utf8')
  const values = (yaml: string) => {
    const { profile } = parseProfile(yaml, { document })
    return new Map<string, JsonValue>(profile.settings.map((setting) => [setting.name, setting.value]))
  }

  it('is loaded as it is written, with one line break at its end', async () => {
    expect(await loadTemplate(name)).toBe(text)
    expect(text).toMatch(/^#[^]*[^\n]\n$/)
  })

  it('has these slots, each with a comment that says what goes there', () => {
    const slots = templateSlots(text, document)
    expect(slots.map(({ token }) => token)).toEqual(SLOTS[name]!.map((token) => `REPLACE_${token}`))
    expect(slots.filter(({ comment }) => comment.length < 5)).toEqual([])
    expect(slots.filter(({ token }) => FILLING[token] === undefined)).toEqual([])
    // A slot is named in the lines that are delivered, and nowhere else but in its own comment.
    const comments = text.match(/(?<=^\s*# )REPLACE_[A-Z0-9_]+(?=: )/gm) ?? []
    expect(comments.sort()).toEqual(slots.map(({ token }) => token).sort())
  })

  it('is valid once its slots are filled, in present names', () => {
    const { profile } = parseProfile(fill(text), { document })
    expect(JSON.stringify(profile)).not.toContain('REPLACE_')
    expect(validateProfile(profile, document)).toEqual([])
    for (const setting of profile.settings) {
      expect(keyNamed(document, setting.name)?.name).toBe(setting.name)
      // Native YAML: what is read is what is written, no JSON text and no words for booleans.
      const raw = setting.source!.node
      const kind = { array: 'array', dict: 'object', string: 'string', boolean: 'boolean', integer: 'integer' }
      expect(keyNamed(document, setting.name)!.value.type).toBe(kind[raw.type as keyof typeof kind])
    }
  })

  it('gives its provider what that needs, and one credential', () => {
    const set = values(fill(text))
    const provider = set.get('inferenceProvider')
    if (typeof provider !== 'string') return
    const rule = providerRules(provider)!
    expect(rule.required.filter((key) => !set.has(key))).toEqual([])
    const credentials = new Set(rule.credentials.flatMap(({ settings }) => settings))
    const used = [...credentials].filter((key) => set.has(key))
    const ways = rule.credentials.filter(({ kind }) => kind === set.get('inferenceCredentialKind'))
    const way = ways.find(({ settings }) => settings.join() === used.join())
    expect(way).toBeDefined()
    // Settings of another provider are ignored.
    const foreign = [...set.keys()].filter(
      (key) => !(keyNamed(document, key)!.providers ?? [provider]).includes(provider),
    )
    expect(foreign).toEqual([])
    const kinds = [...set.keys()].filter(
      (key) => !(keyNamed(document, key)!.credentialKinds ?? [way!.kind]).includes(way!.kind),
    )
    expect(kinds).toEqual([])
    if (rule.modelDiscovery !== true) expect(set.has('inferenceModels')).toBe(true)
    if (set.get('modelDiscoveryEnabled') === false) expect(set.has('inferenceModels')).toBe(true)
  })

  it('keeps the rules between settings', () => {
    const set = values(fill(text))
    const both = (left: string, right: string) => expect(set.has(left)).toBe(set.has(right))
    const needs = (key: string, other: string) => expect(!set.has(key) || set.has(other)).toBe(true)
    both('inferenceMaxTokensPerWindow', 'inferenceTokenWindowHours')
    needs('deploymentDisplaySubtitle', 'deploymentDisplayName')
    if (set.get('disableAutoUpdates') === true) expect(set.has('autoUpdaterEnforcementHours')).toBe(false)
    if (set.get('inferenceProvider') === 'vertex') expect(set.has('toolSearchEnabled')).toBe(false)
    const banner = set.get('banner') as { enabled?: boolean; text?: string } | undefined
    if (banner) expect(banner).toMatchObject({ enabled: true, text: expect.stringMatching(/^.{1,200}$/) as string })
    for (const key of ['inferenceGatewayOidc', 'bootstrapOidc', 'inferenceVertexWorkforceOidc']) {
      const oidc = set.get(key) as { bearerTokenType?: string; scopes?: string; issuer?: string } | undefined
      if (oidc)
        expect(oidc).toMatchObject({ issuer: expect.any(String) as string, scopes: expect.any(String) as string })
    }
    const servers = (set.get('managedMcpServers') ?? []) as {
      name: string
      transport?: string
      oauth?: unknown
      headers?: unknown
    }[]
    expect(new Set(servers.map((server) => server.name)).size).toBe(servers.length)
    expect(servers.filter(({ transport, oauth, headers }) => !transport || (oauth && headers))).toEqual([])
    const marketplaces = (set.get('allowedPluginMarketplaces') ?? []) as {
      ref: string
      installationPreference: string
    }[]
    expect(marketplaces.filter(({ ref }) => !/^[0-9a-f]{40}$/.test(ref))).toEqual([])
    if (set.has('bootstrapUrl'))
      expect([...set.keys()].filter((key) => !/^bootstrap|^deploymentOrganizationUuid$/.test(key))).toEqual([])
  })
})

it('is described in one line', async () => {
  const described = await describeTemplates()
  expect(described.map(({ name }) => name)).toEqual(templateNames())
  for (const { name, description } of described) {
    expect(parseProfile(await loadTemplate(name), { document }).profile.description).toBe(description)
    expect(description).toMatch(/^.{10,90}$/)
  }
  expect(new Set(described.map(({ description }) => description)).size).toBe(described.length)
})

it('updates alone leave local settings editable', async () => {
  const { profile } = parseProfile(await loadTemplate('update-policy'), { document })
  expect(profile.settings.filter(({ name }) => !keyNamed(document, name)!.appBehaviorOnly)).toEqual([])
})

it.each([
  ['gatway', 'Expected the name of a template, found "gatway".', 'Did you mean gateway?'],
  ['../package', 'Expected the name of a template, found "../package".', `There are ${templateNames().join(', ')}.`],
  ['__proto__', 'Expected the name of a template, found "__proto__".', `There are ${templateNames().join(', ')}.`],
])('unknown: %s', async (name, message, hint) => {
  const error = await loadTemplate(name).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ProfileError)
  expect(error).toMatchObject({ code: 'unknown-template', message, hint })
})

it('slots know the settings that they stand in, and their first line', () => {
  const template =
    '# REPLACE_A: first,\n# over two lines\nname: REPLACE_A\nvalues:\n  banner:\n    text: REPLACE_A-REPLACE_B\n'
  expect(templateSlots(template, document)).toEqual([
    { token: 'REPLACE_A', comment: 'first, over two lines', keys: ['name', 'banner'], line: 3 },
    { token: 'REPLACE_B', comment: '', keys: ['banner'], line: 6 },
  ])
})

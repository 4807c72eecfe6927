import { describe, expect, it } from 'vitest'
import { findKey } from '../src/find-key.js'
import { latestSchema } from '../src/pinned/pinned-schemas.js'
import { KNOWN_APP_BUGS, knownAppBugs } from '../src/rules/known-app-bugs.js'
import { DEFAULT_CHANGES } from '../src/rules/default-changes.js'
import { PATH_RULES } from '../src/rules/path-rules.js'
import { PROVIDER_RULES, providerRules } from '../src/rules/provider-rules.js'
import { READER_RULES, readerRules } from '../src/rules/reader-rules.js'
import { RETIRED_FORMS } from '../src/rules/retired-forms.js'
import { EXTENSION_POLICY, RISKY_VALUES } from '../src/rules/risky-values.js'
import { SETTING_RELATIONS } from '../src/rules/setting-relations.js'
import { LOG_MESSAGES } from '../src/rules/log-messages.js'
import { CREDENTIAL_FILES, HELPER_PROGRAMS, NEEDED_FILES } from '../src/rules/programs.js'
import { SETTING_ROLES } from '../src/rules/setting-roles.js'
import { requiredHosts } from '../src/rules/required-hosts.js'
import { settingPlatforms } from '../src/rules/setting-platforms.js'

const ids = (version: string, platform: 'darwin' | 'win32' | 'linux') =>
  readerRules(version, platform).map((rule) => rule.id)

describe('readerRules', () => {
  it('changes how hives are read with 1.19367.0', () => {
    expect(ids('1.19366.9', 'win32')).toContain('hives-merged')
    expect(ids('1.19366.9', 'win32')).not.toContain('machine-hive-hides-user')
    expect(ids('1.19367.0', 'win32')).toContain('machine-hive-hides-user')
    expect(ids('1.19367.0', 'win32')).not.toContain('hives-merged')
  })

  it('keeps each platform to its own carrier', () => {
    expect(ids('1.28929.0', 'linux')).toContain('linux-file-ownership')
    expect(ids('1.28929.0', 'linux')).not.toContain('registry-types')
    expect(ids('1.28929.0', 'darwin')).toContain('user-plist-wins')
  })

  it('reads once at launch until it reads again, never both', () => {
    for (const version of ['1.28929.0', '1.46388.0', '1.46388.1', '2.19675.0', '@next']) {
      const found = ids(version, 'darwin').filter((id) => id === 'read-at-launch' || id === 'rechecks')
      expect(found).toHaveLength(1)
    }
  })

  it('tells each fact once for a release', () => {
    for (const platform of ['darwin', 'win32', 'linux'] as const) {
      for (const version of ['1.2581.0', '1.18286.0', '1.28929.0', '@next']) {
        expect(ids(version, platform)).toEqual([...new Set(ids(version, platform))])
      }
    }
  })

  it('names a source for every rule', () => {
    expect(READER_RULES.filter((rule) => rule.source.trim() === '' || rule.rule.trim() === '')).toEqual([])
  })
})

describe('providerRules', () => {
  it('covers the providers that the newest schema knows', async () => {
    const { keys } = await latestSchema()
    const provider = keys.find((key) => key.name === 'inferenceProvider')!
    expect(PROVIDER_RULES.map((rule) => rule.provider).sort()).toEqual([...(provider.value.enum as string[])].sort())
  })

  it('names only settings and credential kinds that exist', async () => {
    const document = await latestSchema()
    const kinds = document.keys.find((key) => key.name === 'inferenceCredentialKind')!.value.enum!
    for (const rule of PROVIDER_RULES) {
      const names = [...rule.required, ...rule.credentials.flatMap((way) => way.settings)]
      for (const name of names) expect(findKey(document, name), name).toHaveProperty('key')
      for (const way of rule.credentials) expect(kinds).toContain(way.kind)
    }
  })

  it('agrees with the bundle about which settings belong to a provider', async () => {
    const { keys } = await latestSchema()
    for (const rule of PROVIDER_RULES) {
      const names = [...rule.required, ...rule.credentials.flatMap((way) => way.settings)]
      for (const name of names) {
        const { providers } = keys.find((key) => key.name === name)!
        expect(providers ?? [rule.provider], name).toContain(rule.provider)
      }
    }
  })

  it('is undefined for another provider', () => {
    expect(providerRules('constructor')).toBeUndefined()
  })
})

describe('requiredHosts', () => {
  const quiet = {
    disableAutoUpdates: true,
    disableEssentialTelemetry: true,
    disableNonessentialTelemetry: true,
    disableNonessentialServices: true,
  }
  const hosts = (values: Record<string, unknown>) =>
    requiredHosts({ ...quiet, ...values })
      .map((entry) => entry.host)
      .filter((host) => host !== 'downloads.claude.ai')

  it.each([
    [{}, []],
    [{ inferenceProvider: 'anthropic' }, ['api.anthropic.com', 'platform.claude.com']],
    [{ inferenceProvider: 'gateway', inferenceGatewayBaseUrl: 'llm.example.com:8443/v1' }, ['llm.example.com']],
    [
      { inferenceProvider: 'bedrock', inferenceBedrockRegion: 'us-gov-west-1' },
      [
        'bedrock-fips.us-gov-west-1.amazonaws.com',
        'bedrock-runtime-fips.us-gov-west-1.amazonaws.com',
        'sts.amazonaws.com',
        'sts.us-gov-west-1.amazonaws.com',
      ],
    ],
    [{ inferenceProvider: 'mantle', inferenceBedrockRegion: 'eu-west-1' }, ['bedrock-mantle.eu-west-1.api.aws']],
    [
      { inferenceProvider: 'vertex', inferenceVertexRegion: 'eu' },
      [
        'accounts.google.com',
        'aiplatform.eu.rep.googleapis.com',
        'iamcredentials.googleapis.com',
        'oauth2.googleapis.com',
        'sts.googleapis.com',
      ],
    ],
    [{ inferenceProvider: 'foundry', inferenceFoundryResource: 'team' }, ['team.services.ai.azure.com']],
    [{ updateViaUpdatesHost: true, disableAutoUpdates: false }, ['releases.claude.com']],
    [
      {
        managedMcpServers: [{ name: 'a', url: 'https://mcp.example.com/x' }, { name: 'b' }],
        coworkEgressAllowedHosts: ['*'],
      },
      ['*', 'mcp.example.com'],
    ],
    [
      { bootstrapUrl: 'config.example.com/x', bootstrapOidc: { issuer: 'https://id.example.com' } },
      ['config.example.com', 'id.example.com'],
    ],
    [{ builtinBrowserEnabled: true }, ['releases.claude.com']],
    [{ userContentRendererUrl: 'https://content.example.com' }, ['content.example.com']],
    [{ inferenceIdpOidc: { issuer: 'https://idp.example.com' } }, ['idp.example.com']],
    [{ bootstrapUrl: 'not a url', otlpEndpoint: 7, managedMcpServers: 'x' }, []],
  ])('%j', (values, expected) => {
    expect(hosts(values)).toEqual(expected)
  })

  it('says what a host is for and which setting asks for it', () => {
    expect(requiredHosts({ ...quiet, bootstrapUrl: 'https://config.example.com/a' })).toContainEqual({
      host: 'config.example.com',
      purpose: 'bootstrap',
      key: 'bootstrapUrl',
    })
  })
})

describe('knownAppBugs', () => {
  it('gives those of a platform', () => {
    expect(knownAppBugs('darwin').map((bug) => bug.id)).toContain('lists-dropped-from-profile')
    expect(knownAppBugs('linux').map((bug) => bug.id)).not.toContain('lists-dropped-from-profile')
  })

  it('links a thread for each', () => {
    for (const bug of KNOWN_APP_BUGS) {
      expect(bug.threads.length, bug.id).toBeGreaterThan(0)
      for (const thread of bug.threads) expect(thread).toMatch(/^[\w.-]+\/[\w.-]+#\d+$/)
    }
  })
})

describe('requiredHosts', () => {
  it('tells ports that are not 443, and addresses without TLS', () => {
    const hosts = requiredHosts({
      inferenceProvider: 'gateway',
      inferenceGatewayBaseUrl: 'https://gateway.example.com:8443/v1',
      otlpEndpoint: 'http://127.0.0.1',
    })
    expect(hosts).toContainEqual({
      host: 'gateway.example.com',
      port: 8443,
      purpose: 'inference',
      key: 'inferenceGatewayBaseUrl',
    })
    expect(hosts).toContainEqual({
      host: '127.0.0.1',
      port: 80,
      plain: true,
      purpose: 'telemetry',
      key: 'otlpEndpoint',
    })
  })
})

describe('LOG_MESSAGES', () => {
  it.each([
    ['[warn] inferenceModels is not a boolean', 1],
    ['Ignoring local configuration value "sandbox"', 1],
    ['"sandbox" is not a recognized configuration key', 1],
    ['managed configuration could not be read: error', 1],
    ['[info] updated', 0],
    ['[error] conversation failed to load', 0],
  ])('%s', (line, count) => {
    expect(LOG_MESSAGES.filter(({ pattern }) => pattern.test(line))).toHaveLength(count)
  })
})

describe('settingPlatforms', () => {
  it('restricts only settings that exist, and no others', async () => {
    const restricted = (await latestSchema()).keys.filter((key) => settingPlatforms(key).length < 3)
    expect(restricted.map((key) => [key.name, settingPlatforms(key)])).toEqual([
      ['coworkVmIpv6Enabled', ['darwin', 'win32']],
      ['disableWslSessions', ['win32']],
      ['inferenceCredentialHelperWindows', ['win32']],
      ['relocateUncUserData', ['win32']],
    ])
    expect(settingPlatforms({ name: 'constructor' })).toHaveLength(3)
  })
})

it('every table names settings that exist', async () => {
  const document = await latestSchema()
  const tables = {
    roles: Object.values(SETTING_ROLES),
    relations: SETTING_RELATIONS.flatMap(({ of, and, needs = [], excludes }) =>
      [of, and, ...needs, excludes].flatMap((condition) => (condition ? [condition.setting] : [])),
    ),
    retired: RETIRED_FORMS.map(({ setting }) => setting),
    defaults: DEFAULT_CHANGES.map(({ setting }) => setting),
    risky: [...RISKY_VALUES.map(({ setting }) => setting), ...Object.values(EXTENSION_POLICY)],
    paths: PATH_RULES.map(({ setting }) => setting),
    programs: [
      ...HELPER_PROGRAMS.flatMap(({ setting, insteadOf, arguments: args, timeout }) =>
        [setting, insteadOf, args, timeout].flatMap((name) => name ?? []),
      ),
      ...[...NEEDED_FILES, ...CREDENTIAL_FILES].map(({ setting }) => setting),
    ],
  }
  for (const [table, names] of Object.entries(tables)) {
    for (const name of names) expect(findKey(document, name), `${table}: ${name}`).toMatchObject({ via: 'name' })
  }
})

it('a relation asks for something', () => {
  expect(SETTING_RELATIONS.filter(({ needs, excludes }) => !needs === !excludes)).toEqual([])
})

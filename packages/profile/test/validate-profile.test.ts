import { keyNamed, latestSchema, loadExamples, type JsonValue } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { parseProfile } from '../src/parse-profile.js'
import { validateProfile } from '../src/validate-profile.js'

const document = await latestSchema()

function problemsIn(values: string, appVersion?: string) {
  const text = `values:\n${values.replace(/^/gm, '  ')}`
  const { profile } = parseProfile(text, { document, file: 'x.yaml' })
  const options = { textOf: () => text, ...(appVersion !== undefined && { appVersion }) }
  return validateProfile(profile, document, options).map(({ code, severity, message, range, file }) => {
    expect(file).toBe('x.yaml')
    return [severity, code, message, text.slice(...range!)]
  })
}

const invalid = (message: string, at: string) => ['error', 'invalid-value', message, at]
const leftOut = (message: string, at: string) => [
  'warning',
  'entry-left-out',
  `${message} The app leaves it out without a message.`,
  at,
]

describe('values', () => {
  it.each<[values: string, ...problems: string[][]]>([
    ['disableAutoUpdates: yes', invalid('Expected true or false for disableAutoUpdates, found "yes".', 'yes')],
    ['disableAutoUpdates: "true"'],
    [
      'autoUpdaterEnforcementHours: 100',
      invalid('Expected a number of at most 72 for autoUpdaterEnforcementHours, found 100.', '100'),
    ],
    [
      'autoUpdaterEnforcementHours: 0',
      invalid('Expected a number above 0 for autoUpdaterEnforcementHours, found 0.', '0'),
    ],
    [
      'autoUpdaterEnforcementHours: 1.5',
      invalid('Expected a whole number for autoUpdaterEnforcementHours, found 1.5.', '1.5'),
    ],
    [
      'chatSessionRetentionDays: 0',
      invalid('Expected a number of at least 1 for chatSessionRetentionDays, found 0.', '0'),
    ],
    [
      'inferenceProvider: gatway',
      invalid(
        'Expected one of gateway, anthropic, bedrock, mantle, vertex, foundry for inferenceProvider, found "gatway". Did you mean gateway?',
        'gatway',
      ),
    ],
    ['deploymentDisplayName: 5', invalid('Expected a text for deploymentDisplayName, found 5.', '5')],
    [
      `deploymentDisplayName: "${'x'.repeat(61)}"`,
      invalid('Expected at most 60 characters for deploymentDisplayName, found a text.', `"${'x'.repeat(61)}"`),
    ],
    [
      'deploymentDisplayName: " "',
      invalid('Expected a text that is not empty for deploymentDisplayName, found " ".', '" "'),
    ],
    [
      'inferenceVertexProjectId: "My project"',
      invalid(
        'Expected a text that matches /^[a-z0-9][a-z0-9.:-]*$/ for inferenceVertexProjectId, found a text.',
        '"My project"',
      ),
    ],
    [
      'inferenceVertexProjectId: REPLACE_PROJECT_ID',
      invalid(
        'Expected a text that matches /^[a-z0-9][a-z0-9.:-]*$/ for inferenceVertexProjectId, found REPLACE_PROJECT_ID, which has to be filled in.',
        'REPLACE_PROJECT_ID',
      ),
    ],
    [
      'userContentRendererUrl: http://x.example',
      invalid('Expected an https URL for userContentRendererUrl, found "http://x.example".', 'http://x.example'),
    ],
    ['inferenceModels: []', invalid('Expected at least 1 entry for inferenceModels, found an empty list.', '[]')],
    ['inferenceModels: claude', invalid('Expected a list for inferenceModels, found a text.', 'claude')],
    [
      'inferenceModels: [{nam: x}, 3]',
      invalid('Expected a text for inferenceModels at /0/name, which is missing.', '{nam: x}'),
      invalid('Expected a text or a map for inferenceModels at /1, found a number.', '3'),
    ],
    ['banner: {enabled: 1, text: hello}', invalid('Expected true or false for banner at /enabled, found 1.', '1')],
    ['bootstrapOidc: {}', invalid('Expected a text for bootstrapOidc at /clientId, which is missing.', '{}')],
    [
      'bootstrapOidc: {clientId: x, redirectPort: 80}',
      invalid('Expected a number of at least 1024 for bootstrapOidc at /redirectPort, found 80.', '80'),
    ],
    [
      'allowedPluginMarketplaces: [{source: githb, repo: a/b}]',
      invalid('Expected one of github, git, url for allowedPluginMarketplaces at /0/source, found a text.', 'githb'),
    ],
    ['otlpHeaders: {a: 1}', invalid('Expected a text for otlpHeaders at /a, found a number.', '1')],
    // Unset, whatever the type.
    ['inferenceModels:\nbanner: ""\ndisableAutoUpdates: null'],
  ])('%s', (values, ...problems) => {
    expect(problemsIn(values)).toEqual(problems)
  })

  it('parts that the app drops in silence', () => {
    expect(problemsIn('builtinToolPolicy: {Bash: never, Bsh: ask}\notlpContentCapture: [userPrompts, all]')).toEqual([
      leftOut('Expected one of allow, ask for builtinToolPolicy at /Bash, found "never".', 'never'),
      [
        'warning',
        'entry-left-out',
        expect.stringMatching(
          /^Expected one of the names Bash, .* for builtinToolPolicy at \/Bsh, found "ask"\. The app/,
        ),
        'ask',
      ],
      leftOut(
        'Expected one of userPrompts, assistantResponses, toolDetails, toolContent, rawApiBodies for otlpContentCapture at /1, found "all".',
        'all',
      ),
    ])
  })

  it('accepts the example of every setting', async () => {
    const settings = Object.entries(await loadExamples()).map(([name, value]) => ({ name, value }))
    const known = settings.filter(({ name }) => keyNamed(document, name)?.name === name)
    expect(known.length).toBeGreaterThan(150)
    expect(validateProfile({ settings: known }, document).filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

describe('JSON text', () => {
  it.each<[values: string, problem: string[]]>([
    [
      `inferenceModels: '[{"name": ""}]'`,
      invalid('Expected a text that is not empty for inferenceModels at /0/name, found a text.', '""'),
    ],
    [
      'inferenceModels: |\n  [\n    {"name": "x"},\n    3\n  ]',
      invalid('Expected a text or a map for inferenceModels at /1, found a number.', '3'),
    ],
    [
      `inferenceModels: '["a" "b"]'`,
      invalid('Expected a list for inferenceModels, found JSON text that breaks off: expected a comma here.', '"b"'),
    ],
    [
      `banner: "{'text': 1}"`,
      invalid(
        'Expected a map for banner, found JSON text that breaks off: expected JSON, in which names and texts have double quotes here.',
        "'text'",
      ),
    ],
  ])('%s', (values, problem) => {
    expect(problemsIn(values)).toEqual([problem])
  })
})

describe('names', () => {
  it.each<[values: string, ...problems: string[][]]>([
    [
      'infrenceProvider: gateway',
      [
        'warning',
        'unknown-key',
        'Expected a known setting, found infrenceProvider. Did you mean inferenceProvider?',
        'infrenceProvider',
      ],
    ],
    [
      'somethingElse: 1',
      [
        'warning',
        'unknown-key',
        'Expected a known setting, found somethingElse. Check the spelling: the app ignores names that it does not know.',
        'somethingElse',
      ],
    ],
    [
      'inferenceGatewayOidc.clientId: x',
      [
        'warning',
        'unknown-key',
        'Expected a known setting, found inferenceGatewayOidc.clientId. The app reads no names with dots; write clientId inside inferenceGatewayOidc.',
        'inferenceGatewayOidc.clientId',
      ],
    ],
    [
      'isDxtEnabled: true',
      [
        'warning',
        'renamed-key',
        'Expected isDesktopExtensionEnabled, found its earlier name isDxtEnabled; newer releases may not read that.',
        'isDxtEnabled',
      ],
    ],
    [
      'isDxtEnabled: true\nisDesktopExtensionEnabled: false',
      [
        'warning',
        'renamed-key',
        'Expected isDesktopExtensionEnabled, found its earlier name isDxtEnabled; newer releases may not read that.',
        'isDxtEnabled',
      ],
      [
        'error',
        'set-twice',
        'Expected isDesktopExtensionEnabled once, found it as isDxtEnabled and again as isDesktopExtensionEnabled; remove one of them.',
        'isDesktopExtensionEnabled',
      ],
    ],
    [
      'constructor: 1',
      [
        'warning',
        'unknown-key',
        'Expected a known setting, found constructor. Check the spelling: the app ignores names that it does not know.',
        'constructor',
      ],
    ],
  ])('%s', (values, ...problems) => {
    expect(problemsIn(values)).toEqual(problems)
  })
})

describe('versions', () => {
  it.each<[values: string, version: string | undefined, ...problems: string[][]]>([
    ['coworkTabEnabled: true', '1.9659.0'],
    [
      'coworkTabEnabled: true',
      '1.9658.9',
      [
        'error',
        'not-in-version',
        'Expected a setting that version 1.9658.9 knows, found coworkTabEnabled, which came with version 1.9659.0.',
        'coworkTabEnabled',
      ],
    ],
    [
      'betaFeaturesEnabled: true',
      undefined,
      [
        'warning',
        'removed',
        'betaFeaturesEnabled was removed with version 1.46388.2: the app ignores it. Remove it.',
        'betaFeaturesEnabled',
      ],
    ],
    [
      'betaFeaturesEnabled: true',
      '1.20000.0',
      [
        'warning',
        'deprecated',
        'betaFeaturesEnabled was deprecated with version 1.14271.0; plan to do without it.',
        'betaFeaturesEnabled',
      ],
    ],
    [
      'organizationPluginsUrl: https://x.example',
      undefined,
      [
        'warning',
        'deprecated',
        'organizationPluginsUrl was deprecated with version 1.25927.0; plan to do without it.',
        'organizationPluginsUrl',
      ],
    ],
    ['organizationPluginsUrl: https://x.example', '1.20000.0'],
    ['inferenceGatewayBaseUrl: https://u:p@x.example', '1.32351.0'],
  ])('%s for %s', (values, version, ...problems) => {
    expect(problemsIn(values, version)).toEqual(problems)
  })

  it('refuses what is no version, even for an empty profile', () => {
    expect(() => validateProfile({ settings: [] }, document, { appVersion: 'new' })).toThrow(/Expected a version/)
  })
})

describe('references', () => {
  it.each([
    'inferenceGatewayBaseUrl: ${env:URL}',
    'inferenceProvider: ${env:PROVIDER}',
    'autoUpdaterEnforcementHours: ${env:HOURS}',
    'inferenceModels: ${file:models.json}',
    'inferenceModels: "[${env:MODEL}]"',
    'managedMcpServers: [{name: a, transport: http, url: "${env:URL}"}]',
  ])('are not looked into: %s', (values) => {
    expect(problemsIn(values)).toEqual([])
  })

  it('do not hide what is wrong beside them', () => {
    expect(problemsIn('bootstrapOidc: {clientId: "${env:ID}", redirectPort: 1}')).toEqual([
      invalid('Expected a number of at least 1024 for bootstrapOidc at /redirectPort, found 1.', '1'),
    ])
  })
})

describe('secrets', () => {
  const SECRET = 'sk-planted-4711'
  it.each<[name: string, value: JsonValue]>([
    ['inferenceGatewayApiKey', { token: SECRET }],
    ['inferenceGatewayApiKey', [SECRET]],
    ['inferenceCustomHeaders', SECRET],
    ['inferenceCustomHeaders', { Authorization: [SECRET] }],
    ['otlpHeaders', `{"a": "${SECRET}"`],
    ['inferenceModels', [{ name: '', labelOverride: SECRET }]],
    ['inferenceGatewayBaseUrl', `https://u:${SECRET}@x.example/${SECRET}`],
    ['userContentRendererUrl', `ftp://u:${SECRET}@x.example`],
    ['managedMcpServers', [{ name: 'x', transport: SECRET, url: `https://x.example?token=${SECRET}` }]],
    ['managedMcpServers', [{ name: 'x', transport: 'stdio', command: 'x', env: { TOKEN: [SECRET] } }]],
    ['allowedPluginMarketplaces', [{ source: SECRET }]],
  ])('in %s: %j', (name, value) => {
    const problems = validateProfile({ settings: [{ name, value }] }, document)
    expect(problems).not.toEqual([])
    expect(JSON.stringify(problems)).not.toContain(SECRET)
  })
})

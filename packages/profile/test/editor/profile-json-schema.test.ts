import { keyNamed, latestSchema, LANGUAGES, loadCatalogue, loadExamples, type JsonValue } from '@cowork-mdm/schema'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { profileJsonSchema } from '../../src/editor/profile-json-schema.js'
import { parseProfile } from '../../src/parse-profile.js'
import { loadTemplate, templateNames } from '../../src/templates/load-template.js'
import { validateProfile } from '../../src/validate-profile.js'
import { fill } from '../templates/fill.js'

const document = await latestSchema()
const schema = await profileJsonSchema(document)
const examples = await loadExamples()
const ajv = new Ajv({
  strict: true,
  allowUnionTypes: true,
  strictTypes: false,
  strictTuples: false,
  keywords: ['deprecationMessage'],
})
const accepts = ajv.compile(schema)
const acceptsValue = (name: string, value: unknown) => accepts({ values: { [name]: value } })

describe('accepts', () => {
  it.each(templateNames())('the template %s, filled and unfilled', async (name) => {
    const template = await loadTemplate(name)
    for (const text of [template, fill(template)]) {
      accepts(parse(text))
      expect(accepts.errors).toBeNull()
    }
  })

  it('the example of every setting, as YAML and as JSON text', () => {
    const known = Object.entries(examples).filter(([name]) => keyNamed(document, name))
    expect(known.length).toBeGreaterThan(170)
    const refused = known.filter(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      return ![value, text, null, ''].every((form) => acceptsValue(name, form))
    })
    expect(refused).toEqual([])
  })

  it.each<[name: string, value: unknown]>([
    ['disableAutoUpdates', 'TRUE'],
    ['disableAutoUpdates', 1],
    ['disableAutoUpdates', '${env:X}'],
    ['autoUpdaterEnforcementHours', '${env:X}'],
    ['inferenceModels', '${file:models.json}'],
    ['inferenceProvider', '${env:X}'],
    ['inferenceGatewayBaseUrl', 'llm.example.com'],
    ['bootstrapUrl', 'http://localhost:8080'],
    ['inferenceVertexProjectId', 'REPLACE_PROJECT_ID'],
    ['inferenceCustomHeaders', { Authorization: 'Bearer ${env:X}' }],
  ])('%s: %j', (name, value) => {
    expect(acceptsValue(name, value)).toBe(true)
  })

  it.each<[profile: unknown]>([
    [{}],
    [{ name: 'x', description: 'x', identifier: 'x', organization: 'x', extends: 'base.yaml', values: null }],
    [{ extends: ['../base.yml', 'a/b.YAML'] }],
    [{ extends: null, name: null }],
  ])('%j', (profile) => {
    expect(accepts(profile)).toBe(true)
  })
})

describe('refuses', () => {
  it.each<[name: string, value: unknown]>([
    ['disableAutoUpdates', 'yes'],
    ['disableAutoUpdates', 2],
    ['autoUpdaterEnforcementHours', 73],
    ['autoUpdaterEnforcementHours', 'soon'],
    ['inferenceProvider', 'gatway'],
    ['inferenceModels', []],
    ['inferenceModels', 'claude'],
    ['inferenceModels', [{ nam: 'x' }]],
    ['inferenceVertexProjectId', 'My Project'],
    ['bootstrapUrl', 'http://example.com'],
    ['userContentRendererUrl', 'ftp://example.com'],
    ['deploymentDisplayName', 'x'.repeat(61)],
    ['bootstrapOidc', { issuer: 'https://x.example' }],
    ['bootstrapOidc', { clientId: 'x', redirectPort: '${env:PORT}' }],
    ['builtinToolPolicy', { Bash: 'never' }],
    ['builtinToolPolicy', { Bsh: 'ask' }],
    ['banner', { enabled: 'perhaps' }],
    ['allowedPluginMarketplaces', [{ source: 'gitlab', repo: 'a/b' }]],
    ['managedMcpServers', [{ name: 'a', transport: 'http', command: 'x' }]],
    ['infrenceProvider', 'gateway'],
    ['inferenceGatewayOidc.clientId', 'x'],
  ])('%s: %j', (name, value) => {
    expect(acceptsValue(name, value)).toBe(false)
  })

  it.each<[profile: unknown]>([
    [[]],
    [{ valeus: {} }],
    [{ name: 5 }],
    [{ values: [] }],
    [{ extends: 'https://x.example/base.yaml' }],
    [{ extends: ['/etc/base.yaml'] }],
    [{ extends: 'base.json' }],
  ])('%j', (profile) => {
    expect(accepts(profile)).toBe(false)
  })
})

it('nothing that validation is content with', () => {
  const names = document.keys.map(({ name }) => name)
  const mutated = fc.constantFrom(...names).chain((name) => {
    const example = examples[name]!
    const parts = Array.isArray(example) ? example : [example]
    const value = fc.oneof(
      fc.jsonValue() as fc.Arbitrary<JsonValue>,
      fc.constantFrom<JsonValue>(
        example,
        JSON.stringify(example),
        typeof example === 'string' ? '' : JSON.stringify([example]),
        [...parts, ...parts],
        { a: example },
        true,
        1,
        '1',
        'true',
      ),
      fc.subarray(parts),
    )
    return value.map((changed) => ({ name, changed }))
  })
  fc.assert(
    fc.property(mutated, ({ name, changed }) => {
      if (acceptsValue(name, changed)) return
      const { profile } = parseProfile(stringify({ values: { [name]: changed } }), { document })
      // The app makes a number of anything, of true for instance.
      const isCoerced = keyNamed(document, name)!.value['x-input']?.includes('coerce') === true
      if (isCoerced && typeof profile.settings[0]!.value !== 'number') return
      expect(validateProfile(profile, document)).not.toEqual([])
    }),
    { numRuns: 1000 },
  )
})

interface Shown {
  title?: string
  description?: string
  examples?: unknown[]
  deprecationMessage?: string
}

describe('explains', () => {
  const settings = (of: typeof schema) =>
    (of['properties'] as unknown as { values: { properties: Record<string, Shown> } }).values.properties

  it.each(LANGUAGES)('every setting in %s', async (language) => {
    const catalogue = await loadCatalogue(language)
    const described = settings(await profileJsonSchema(document, { language }))
    const names = document.keys.flatMap(({ name, legacyNames = [] }) => [name, ...legacyNames])
    expect(Object.keys(described)).toEqual(names.sort())
    for (const [name, { title, description, examples: shown }] of Object.entries(described)) {
      expect([name, title, description]).toEqual([name, catalogue[name]!.title, catalogue[name]!.description])
      expect(shown).toHaveLength(1)
    }
  })

  it('what is on its way out', () => {
    const messages = Object.entries(settings(schema)).flatMap(([name, { deprecationMessage }]) =>
      deprecationMessage ? [`${name}: ${deprecationMessage}`] : [],
    )
    expect(messages).toContain('isDxtEnabled: Earlier name of isDesktopExtensionEnabled.')
    expect(messages).toContain('organizationPluginsUrl: Deprecated since 1.25927.0.')
    expect(messages).toContain('betaFeaturesEnabled: Removed with 1.46388.2: the app ignores it.')
    expect(messages).not.toContain(expect.stringMatching(/^disableAutoUpdates/))
  })

  it('the same every time', async () => {
    expect(JSON.stringify(await profileJsonSchema(document))).toBe(JSON.stringify(schema))
  })
})

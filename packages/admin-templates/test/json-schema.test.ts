import Ajv7 from 'ajv'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { renderJsonSchemas } from '../src/index.js'
import { templateModel } from '../src/model/template-model.js'
import { documents } from './documents.js'
import { KINDS, kindsDocument } from './kinds-document.js'

const DIALECTS = ['2020-12', 'draft-07'] as const

/** Strict, but for types that are several on purpose and tuples of which the length is left open. */
const OPTIONS = { allowUnionTypes: true, strictTuples: false }

function validatorOf(text: string, dialect: (typeof DIALECTS)[number]) {
  const ajv = dialect === '2020-12' ? new Ajv2020.default(OPTIONS) : new Ajv7.default(OPTIONS)
  // What editors show; it allows and forbids nothing.
  ajv.addKeyword('deprecationMessage')
  addFormats.default(ajv)
  const schema = JSON.parse(text) as { properties: Record<string, unknown> }
  return Object.assign(ajv.compile(schema), { properties: schema.properties })
}

async function schemasOf(document = kindsDocument) {
  const model = await templateModel(document)
  const rendered = await renderJsonSchemas(document)
  const text = (path: string) => rendered.files.find((file) => file.path === path)!.text
  const validator = (dialect: (typeof DIALECTS)[number], form: string) =>
    validatorOf(text(`${dialect}/${form}.schema.json`), dialect)
  return { ...rendered, model, validator }
}

test.each([0, 1, 2, 3, 4, 5])('golden file %i', async (index) => {
  const { path, text } = (await schemasOf()).files[index]!
  await expect(text).toMatchFileSnapshot(`golden/${path}.txt`)
})

const cases = DIALECTS.flatMap((dialect) => documents.map(([name, load]) => [dialect, name, load] as const))

// Compiling in strict mode validates against the meta-schema too, and refuses keywords that it does not know.
test.each(cases)('%s, %s: has each setting once and accepts every example', async (dialect, _name, load) => {
  const { validator, settings, model } = await schemasOf(await load())
  const [linux, bootstrap] = [validator(dialect, 'linux-managed-settings'), validator(dialect, 'bootstrap-response')]
  const names = (keep: (key: (typeof model.settings)[number]['key']) => boolean) =>
    model.settings.filter(({ key }) => settings.includes(key.name) && keep(key)).map(({ key }) => key.name)
  const onlyElsewhere = [
    'coworkVmIpv6Enabled',
    'disableWslSessions',
    'inferenceCredentialHelperWindows',
    'relocateUncUserData',
  ]
  expect(Object.keys(linux.properties)).toEqual(
    names((key) => !onlyElsewhere.includes(key.name) && key.remotePolicy?.['type'] !== 'remote-only'),
  )
  const remote = names(
    (key) => key.remotePolicy?.['type'] !== 'remote-disabled' && key.availability.some(({ scope }) => scope !== '1p'),
  )
  expect(Object.keys(bootstrap.properties)).toEqual([...remote, 'expiresAt'])
  for (const { key, example } of model.settings) {
    for (const accepts of [linux, bootstrap]) {
      if (!Object.hasOwn(accepts.properties, key.name)) continue
      expect(accepts({ [key.name]: example }), `${key.name}: ${JSON.stringify(accepts.errors)}`).toBe(true)
    }
  }
  expect(linux({ noSuchSetting: true })).toBe(false)
  expect(bootstrap({ expiresAt: 1_900_000_000 })).toBe(true)
})

const kinds = DIALECTS.flatMap((dialect) => Object.entries(KINDS).map(([name, kind]) => [dialect, name, kind] as const))

test.each(kinds)('%s, %s: accepts what is right and nothing else', async (dialect, name, { good, bad }) => {
  const { validator } = await schemasOf()
  const accepts = validator(dialect, 'linux-managed-settings')
  expect(accepts({ [name]: good }), JSON.stringify(accepts.errors)).toBe(true)
  if (bad !== undefined) expect(accepts({ [name]: bad })).toBe(false)
})

test('a bootstrap server may not send addresses of the device, nor what belongs to the device', async () => {
  const { validator } = await schemasOf(await documents.at(-1)![1]())
  const accepts = validator('2020-12', 'bootstrap-response')
  expect(accepts({ inferenceGatewayBaseUrl: 'https://gateway.example.com' })).toBe(true)
  expect(accepts({ inferenceGatewayBaseUrl: 'http://localhost:4000' })).toBe(false)
  expect(validator('2020-12', 'linux-managed-settings')({ inferenceGatewayBaseUrl: 'http://localhost:4000' })).toBe(
    true,
  )
  expect(accepts({ bootstrapUrl: 'https://a.example' })).toBe(false)
})

test('deprecated settings are marked, removed ones are gone', async () => {
  const { validator, settings } = await schemasOf()
  expect(validator('2020-12', 'linux-managed-settings').properties['deprecated']).toMatchObject({ deprecated: true })
  expect(settings).not.toContain('removed')
})

test.each(DIALECTS)('%s: a profile holds the settings that were selected, and no misspelled one', async (dialect) => {
  const { validator, model, settings } = await schemasOf(await documents.at(-1)![1]())
  const accepts = validator(dialect, 'profile')
  const { values } = accepts.properties as { values: { properties: object } }
  expect(Object.keys(values.properties)).toEqual(expect.arrayContaining(settings))
  const examples = model.settings.filter(({ key, example }) => settings.includes(key.name) && example !== undefined)
  const all = Object.fromEntries(examples.map(({ key, example }) => [key.name, example]))
  expect(accepts({ name: 'Team', extends: 'base.yaml', values: all }), JSON.stringify(accepts.errors)).toBe(true)
  expect(accepts({ values: { inferenceModels: '["a"]', disableAutoUpdates: null } })).toBe(true)
  expect(accepts({ values: { noSuchSetting: true } })).toBe(false)
  expect(accepts({ values: { autoUpdaterEnforcementHours: 500 } })).toBe(false)
})

test.each(DIALECTS)('%s: a profile has tuples too', async (dialect) => {
  const accepts = (await schemasOf()).validator(dialect, 'profile')
  expect(accepts({ values: { tuple: ['a', 1] } }), JSON.stringify(accepts.errors)).toBe(true)
  expect(accepts({ values: { tuple: [1, 'a'] } })).toBe(false)
})

import { encodeValue } from '@cowork-mdm/schema/values'
import draft4 from 'ajv-draft-04'
import { expect, test } from 'vitest'
import { renderJamfManifest } from '../src/index.js'
import { templateModel } from '../src/model/template-model.js'
import { documents } from './documents.js'
import { KINDS, kindsDocument } from './kinds-document.js'

interface Manifest {
  properties: Record<string, { property_order: number; type: string; options: { infoText: string } }>
}

async function manifestOf(document = kindsDocument) {
  const model = await templateModel(document)
  const rendered = await renderJamfManifest(document)
  const manifest = JSON.parse(rendered.files[0]!.text) as Manifest
  // Jamf's own members of `options` and the like are no keywords of JSON Schema.
  const ajv = new draft4.default({ strict: false })
  return { ...rendered, model, manifest, accepts: ajv.compile(manifest), ajv }
}

test('golden file', async () => {
  const { files } = await manifestOf()
  await expect(files[0]!.text).toMatchFileSnapshot(`golden/${files[0]!.path}.txt`)
})

test('a name of the payload itself is reported', async () => {
  expect((await manifestOf()).omitted).toEqual([
    { setting: 'PayloadUUID', reason: 'payload-name' },
    { setting: 'nothing', reason: 'no-value' },
  ])
})

test.each(documents)(
  '%s: is a schema of draft 4, has each setting once, and accepts every example',
  async (_name, load) => {
    const { ajv, manifest, settings, model, accepts } = await manifestOf(await load())
    expect(ajv.validateSchema(manifest)).toBe(true)
    expect(Object.keys(manifest.properties)).toEqual(settings)
    const orders = Object.values(manifest.properties).map((property) => property.property_order)
    expect(orders).toEqual([...new Set(orders)].sort((left, right) => left - right))
    for (const { key, example } of model.settings) {
      if (!settings.includes(key.name) || example === undefined) continue
      const stored = encodeValue(key, example, { carrier: 'plist' })
      expect(accepts({ [key.name]: stored }), `${key.name}: ${JSON.stringify(accepts.errors)}`).toBe(true)
    }
  },
)

test.each(Object.entries(KINDS))('%s: accepts what preferences hold', async (name, { good, bad, value }) => {
  const { accepts, model, manifest } = await manifestOf()
  const { key, kind } = model.settings.find((setting) => setting.key.name === name)!
  expect(accepts({ [name]: encodeValue(key, good, { carrier: 'plist' }) })).toBe(true)
  // Of what stands in a text as JSON, the console cannot judge more than that it is a text.
  const judged = kind.stored !== 'json' && bad !== undefined
  if (judged) expect(accepts({ [name]: bad }), JSON.stringify(value)).toBe(false)
  else expect(manifest.properties[name]!.type).toBe('string')
})

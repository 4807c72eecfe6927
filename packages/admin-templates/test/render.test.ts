import { latestSchema, type SchemaDocument } from '@cowork-mdm/schema'
import { expect, test } from 'vitest'
import { describeOmission, RENDERERS, type RenderOptions, type Selection } from '../src/index.js'
import { kindsDocument } from './kinds-document.js'

const targets = Object.entries(RENDERERS)
const names = async (selection: Selection, document = kindsDocument, render = RENDERERS.markdown) =>
  (await render(document, { selection })).settings

test.each(targets)(
  '%s: same input, same bytes, whatever the order of properties; the document is named in it',
  async (_name, render) => {
    const document = await latestSchema()
    const shuffled = {
      ...document,
      keys: document.keys.map((key) => Object.fromEntries(Object.entries(key).reverse())),
    }
    const [first, second] = [await render(document), await render(shuffled as unknown as SchemaDocument)]
    expect(second).toEqual(first)
    for (const { text } of first.files) expect(text).toMatch(/1\.28929\.0.*2026-10-02.*SHA-256 [0-9a-f]{64}/)
  },
)

test.each(targets)('%s: another document has another hash', async (_name, render) => {
  const hash = async (document: SchemaDocument) =>
    /SHA-256 ([0-9a-f]{64})/.exec((await render(document)).files[0]!.text)![1]
  expect(await hash({ ...kindsDocument, appVersion: '1.40000.1' })).not.toBe(await hash(kindsDocument))
})

test.each(targets)('%s: nothing of it depends on the day or on chance', async (_name, render) => {
  const files = (await render({ ...kindsDocument })).files
  expect((await render({ ...kindsDocument })).files).toEqual(files)
})

test('scopes, platforms, providers, versions and visibility select', async () => {
  const all = await names({})
  expect(all).toEqual(kindsDocument.keys.map(({ name }) => name).sort())
  expect(await names({ scopes: ['1p'] })).toEqual(['onlyOneP'])
  expect(all.filter((name) => !['onlyRemote', 'neverRemote'].includes(name))).toHaveLength(all.length - 2)
  const without = async (selection: Selection) => {
    const selected = await names(selection)
    return all.filter((name) => !selected.includes(name))
  }
  expect(await without({ undocumented: false })).toEqual(['undocumented'])
  expect(await without({ remoteOnly: false })).toEqual(['onlyRemote'])
  expect(await without({ statuses: ['enabled'] })).toEqual(['deprecated', 'removed'])
  expect(await without({ providers: ['bedrock'] })).toEqual(['ofVertex'])
  // Where nobody says since when, nothing says that the release lacks it.
  expect(await without({ appVersion: '1.30000.0' })).toEqual(['__proto_'])
  expect(await without({ appVersion: '1.2581.0' })).toEqual(['__proto_'])
  expect(await names({ appVersion: '1.2580.0' })).toEqual(['deprecated', 'olderThanKnown', 'onlyOneP', 'removed'])
  expect(await names({ platforms: ['darwin'] }, await latestSchema())).not.toContain('disableWslSessions')
})

test('consoles get what the app’s own exporter has, schemas and references everything', async () => {
  const left = async (to: keyof typeof RENDERERS) => {
    const { settings, omitted } = await RENDERERS[to](kindsDocument)
    const present = [...settings, ...omitted.map(({ setting }) => setting)]
    return kindsDocument.keys.map(({ name }) => name).filter((name) => !present.includes(name))
  }
  const consoles = ['onlyOneP', 'undocumented', 'deprecated', 'removed', 'onlyRemote']
  for (const to of ['admx', 'jamf', 'profile-manifest', 'oma-uri'] as const) expect(await left(to)).toEqual(consoles)
  for (const to of ['json-schema', 'typescript'] as const) expect(await left(to)).toEqual(['removed'])
  for (const to of ['markdown', 'html'] as const) expect(await left(to)).toEqual([])
})

test.each([
  ['empty-selection', { selection: { scopes: ['3p-bootstrap'] } }, /^Take back some of these: scope 3p-bootstrap/],
  ['unknown-provider', { selection: { providers: ['openai'] } }, /bedrock, vertex/],
  ['bad-version', { selection: { appVersion: 'new' } }, /version/],
  ['unknown-language', { language: 'fr' }, /en and zh/],
] as [string, RenderOptions, RegExp][])('%s', async (code, options, hint) => {
  for (const render of Object.values(RENDERERS)) {
    await expect(render(kindsDocument, options)).rejects.toMatchObject({ code, hint: expect.stringMatching(hint) })
  }
})

test('a target that can express none of the settings says so', async () => {
  const document = { ...kindsDocument, keys: kindsDocument.keys.filter(({ name }) => name === 'nothing') }
  await expect(RENDERERS.admx(document)).rejects.toMatchObject({
    code: 'empty-selection',
    hint: 'It cannot express nothing.',
  })
})

test('a document of a later format is refused', async () => {
  const document = { ...kindsDocument, formatVersion: 2 } as unknown as SchemaDocument
  await expect(RENDERERS.admx(document)).rejects.toMatchObject({ code: 'newer-format' })
})

test('a version that is none, and no prose at all, stop nothing', async () => {
  const keys = kindsDocument.keys.map(({ title: _title, description: _description, ...key }) => ({
    ...key,
    availability: [{ scope: '3p' as const, since: 'soon\u0000', status: 'enabled' as const }],
  }))
  for (const render of Object.values(RENDERERS)) {
    const { files, settings } = await render({ ...kindsDocument, appVersion: 'unknown', keys })
    expect(settings.length).toBeGreaterThan(30)
    for (const { text, path } of files) if (!/json|md|html|ts$/.test(path)) expect(text).not.toContain('\u0000')
  }
})

test('every reason for leaving a setting out has words', () => {
  expect(describeOmission({ setting: 'a', reason: 'no-value' })).toBe('a is left out: it admits no value.')
})

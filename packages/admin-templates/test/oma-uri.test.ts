import { validateAdmx } from '@cowork-mdm/encoder/admx'
import { policyName } from '@cowork-mdm/schema'
import { DOMParser } from '@xmldom/xmldom'
import { expect, test } from 'vitest'
import { renderOmaUri, type RenderOptions } from '../src/index.js'
import { documents } from './documents.js'
import { KINDS, kindsDocument } from './kinds-document.js'

interface Row {
  setting: string
  omaUri: { device?: string; user?: string }
  example?: string
  disabled: string
}

async function listOf(document = kindsDocument, options: RenderOptions = {}) {
  const rendered = await renderOmaUri(document, options)
  return {
    ...rendered,
    ...(JSON.parse(rendered.files[0]!.text) as { ingest: { omaUri: string; value: string }; settings: Row[] }),
    names: rendered.settings,
  }
}

/** The elements of a policy's data, as an XML parser of another make reads them. */
function read(data: string) {
  const document = new DOMParser({ onError: (_level, message) => expect.fail(message) }).parseFromString(
    `<x>${data}</x>`,
    'text/xml',
  )
  return [...document.documentElement!.childNodes].map((node) => {
    const element = node as unknown as { nodeName: string; getAttribute(name: string): string | null }
    const value = element.getAttribute('value')
    return value === null ? element.nodeName : { [element.getAttribute('id')!]: value }
  })
}

test('golden file', async () => {
  const { files } = await listOf()
  await expect(files[0]!.text).toMatchFileSnapshot(`golden/${files[0]!.path}.txt`)
})

test.each(documents)(
  '%s: a row for each setting, each for a policy of the ingested file, in one line',
  async (_name, load) => {
    const { ingest, settings, names } = await listOf(await load())
    expect(settings.map((row) => row.setting)).toEqual(names)
    const policies = [...ingest.value.matchAll(/<policy name="(\w+)"/g)].map(([, name]) => name)
    expect(settings.map((row) => row.omaUri.device?.split('/').at(-1))).toEqual(policies)
    for (const { setting, omaUri, example, disabled } of settings) {
      const id = policyName({ name: setting })
      expect(omaUri).toEqual({
        device: `./Device/Vendor/MSFT/Policy/Config/ClaudeDesktop~Policy~ClaudeDesktop/${id}`,
        user: `./User/Vendor/MSFT/Policy/Config/ClaudeDesktop~Policy~ClaudeDesktop/${id}`,
      })
      expect(`${example}${disabled}`).not.toMatch(/[\r\n]/)
    }
    // There are no texts to ingest.
    const codes = validateAdmx([{ path: 'ClaudeDesktop.admx', text: ingest.value }]).map(({ code }) => code)
    expect(codes).toEqual(['no-english'])
  },
)

test('paths stay the same from one release to the next, whatever the category', async () => {
  const lists = await Promise.all(documents.map(async ([, load]) => (await listOf(await load())).settings))
  const paths = new Map<string, Row['omaUri']>()
  for (const { setting, omaUri } of lists.flat()) {
    expect(paths.get(setting) ?? omaUri).toEqual(omaUri)
    paths.set(setting, omaUri)
  }
})

test.each(Object.entries(KINDS))('%s: the data that sets the example', async (name, { good }) => {
  const { settings } = await listOf()
  const { example, disabled } = settings.find((row) => row.setting === name)!
  const value = typeof good === 'string' ? good : JSON.stringify(good)
  expect(read(example!)).toEqual(name === 'boolean' ? ['enabled'] : ['enabled', { [policyName({ name })]: value }])
  expect(read(disabled)).toEqual(['disabled'])
})

test('policies of one class have the paths of that class', async () => {
  const [machine] = (await listOf(kindsDocument, { policyClass: 'Machine' })).settings
  const [user] = (await listOf(kindsDocument, { policyClass: 'User' })).settings
  expect([Object.keys(machine!.omaUri), Object.keys(user!.omaUri)]).toEqual([['device'], ['user']])
})

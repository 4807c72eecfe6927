import { describe, expect, it } from 'vitest'
import { latestSchema, loadPinnedSchema, pinnedVersions } from '../src/pinned/pinned-schemas.js'
import { LANGUAGES, loadCatalogue, loadExamples } from '../src/prose/catalogue.js'
import { describeSettings } from '../src/prose/describe-settings.js'
import { decodeValue } from '../src/values/decode-value.js'

describe.each(LANGUAGES)('prose in %s', (language) => {
  it('describes every setting, and every earlier name', async () => {
    const { keys } = await latestSchema()
    const catalogue = await loadCatalogue(language)
    const names = keys.flatMap((key) => [key.name, ...(key.legacyNames ?? [])])
    expect(names.filter((name) => !Object.hasOwn(catalogue, name))).toEqual([])
  })

  it('describes every setting of every pinned release', async () => {
    const catalogue = await loadCatalogue(language)
    for (const version of pinnedVersions()) {
      const { keys } = await loadPinnedSchema(version)
      expect(keys.filter((key) => !Object.hasOwn(catalogue, key.name)).map((key) => key.name)).toEqual([])
    }
  })

  it('has a short title of its own and a description in one line for each', async () => {
    const entries = Object.values(await loadCatalogue(language))
    expect(new Set(entries.map((entry) => entry.title)).size).toBe(entries.length)
    for (const { title, description } of entries) {
      expect(title.length).toBeLessThanOrEqual(60)
      expect(description).toMatch(/^\S.{8,400}\S$/u)
    }
  })
})

it('keeps the languages together', async () => {
  const [english, chinese] = await Promise.all([loadCatalogue('en'), loadCatalogue('zh')])
  expect(Object.keys(chinese)).toEqual(Object.keys(english))
})

it('has an example for every setting that the app would take', async () => {
  const { keys, appVersion } = await latestSchema()
  const examples = await loadExamples()
  for (const key of keys) {
    expect(Object.hasOwn(examples, key.name), key.name).toBe(true)
    const decoded = decodeValue(key, examples[key.name], { carrier: 'json', appVersion, platform: 'linux' })
    expect(decoded, key.name).toMatchObject({ status: 'set', notes: [] })
  }
})

describe('describeSettings', () => {
  it('gives prose to a document of facts, in either language', async () => {
    const document = await loadPinnedSchema('1.28929.0')
    for (const [language, title] of [
      ['en', 'Hosts that Cowork may reach'],
      ['zh', 'Cowork 可访问的主机'],
    ] as const) {
      const { keys } = await describeSettings(document, language)
      expect(keys.find((key) => key.name === 'coworkEgressAllowedHosts')).toMatchObject({ title })
      expect(keys.filter((key) => key.description === undefined || key.example === undefined)).toEqual([])
    }
  })

  it('keeps a document’s own words in English, and what it does not know as it is', async () => {
    const [known] = (await loadPinnedSchema('1.28929.0')).keys
    const document = {
      ...(await loadPinnedSchema('1.28929.0')),
      keys: [
        { ...known!, title: 'Own' },
        { ...known!, name: 'constructor' },
      ],
    }
    expect((await describeSettings(document, 'en')).keys[0]).toMatchObject({ title: 'Own' })
    expect((await describeSettings(document, 'zh')).keys[0]).not.toMatchObject({ title: 'Own' })
    expect((await describeSettings(document, 'en')).keys[1]).toEqual(document.keys[1])
  })
})

import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { latestSchema, loadPinnedSchema, pinnedVersions, schemaForApp, SchemaError } from '../src/index.js'
import { pinnedCatalog } from '../src/pinned/pinned-catalog.js'
import { PINNED_VERSIONS, SUPPLEMENT_DATE } from '../src/pinned/pinned-versions.js'
import { document } from './documents.js'

const jsonFiles = (folder: string) =>
  readdirSync(new URL(`../${folder}/`, import.meta.url)).map((name) => name.replace(/\.json$/, ''))

describe('the pinned documents', () => {
  test('the list of versions names every file', () => {
    expect([...PINNED_VERSIONS].sort()).toEqual(jsonFiles('pinned').sort())
    expect(SUPPLEMENT_DATE).toBe(jsonFiles('supplement').sort().at(-1))
  })

  test('each is the document of its version', async () => {
    expect(pinnedVersions()).toEqual(['1.18286.0', '1.28929.0'])
    for (const version of pinnedVersions()) expect((await loadPinnedSchema(version)).appVersion).toBe(version)
  })

  test('cover the settings that the releases are known to have', async () => {
    expect((await loadPinnedSchema('1.18286.0')).keys).toHaveLength(86)
    expect((await loadPinnedSchema('1.28929.0')).keys).toHaveLength(103)
  })

  test('carry facts only: no titles, descriptions or examples of the app', async () => {
    const prose = new Set<string>()
    for (const version of pinnedVersions()) {
      JSON.stringify(await loadPinnedSchema(version), (name, value: unknown) => {
        if (['title', 'description', 'example'].includes(name) && typeof value === 'string') prose.add(value)
        return value
      })
    }
    expect([...prose]).toEqual([])
  })

  test('changing the list of versions changes nothing', () => {
    pinnedVersions().pop()
    expect(pinnedVersions()).toHaveLength(2)
  })
})

describe('latestSchema', () => {
  test('is the newest pinned release and what is documented beyond it', async () => {
    const [latest, newest] = [await latestSchema(), await loadPinnedSchema('1.28929.0')]
    const names = new Set(latest.keys.map((key) => key.name))
    expect(newest.keys.filter((key) => !names.has(key.name))).toEqual([])
    expect(latest.keys.length).toBeGreaterThan(newest.keys.length)
    expect(latest).toMatchObject({ appVersion: '1.28929.0', supplement: { asOf: SUPPLEMENT_DATE } })
  })

  test('leaves the pinned document as it is', async () => {
    await latestSchema()
    expect(await loadPinnedSchema('1.28929.0')).not.toHaveProperty('supplement')
  })

  test('is assembled once', async () => {
    expect(await latestSchema()).toBe(await latestSchema())
  })
})

describe('an unknown version', () => {
  test.each([
    ['1.28992.0', '1.28929.0'],
    ['1.18268.0', '1.18286.0'],
    ['1.46388.2', '1.28929.0'],
    ['1.20000.0', '1.18286.0'],
    ['0.9', '1.18286.0'],
    ['newest', '1.28929.0'],
    ['__proto__', '1.28929.0'],
    ['../../package', '1.28929.0'],
  ])('%s: did you mean %s', async (version, nearest) => {
    const failure = await loadPinnedSchema(version).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(SchemaError)
    expect(failure).toMatchObject({
      code: 'unknown-version',
      message: `Expected one of the pinned versions (1.18286.0, 1.28929.0), found "${version}".`,
      hint: `Did you mean ${nearest}?`,
    })
  })

  test('where nothing is pinned, extracting is the way', async () => {
    const empty = pinnedCatalog([], () => Promise.reject(new Error('never asked')))
    await expect(empty.load('1.0')).rejects.toMatchObject({ code: 'unknown-version', hint: /Extract/ })
    await expect(empty.forApp('1.0')).rejects.toMatchObject({ code: 'unknown-version' })
  })
})

describe('schemaForApp', () => {
  test.each([
    ['1.28929.0', '1.28929.0', 'exact'],
    ['1.28929', '1.28929.0', 'exact'],
    ['1.28929.1', '1.28929.0', 'older-document'],
    ['@next', '1.28929.0', 'older-document'],
    ['1.28928.9', '1.18286.0', 'older-document'],
    ['1.2581.0', '1.18286.0', 'newer-document'],
  ])('%s gets %s, %s', async (app, pinned, match) => {
    const found = await schemaForApp(app)
    expect([found.document.appVersion, found.match]).toEqual([pinned, match])
  })

  test('refuses what is no version', async () => {
    await expect(schemaForApp('unknown')).rejects.toMatchObject({ code: 'bad-version' })
  })

  test('orders versions by their numbers', async () => {
    const loaded: string[] = []
    const catalog = pinnedCatalog(['1.9.0', '1.10.0', '1.2.0'], async (version) => {
      loaded.push(version)
      return document([], { appVersion: version })
    })
    expect(catalog.versions()).toEqual(['1.2.0', '1.9.0', '1.10.0'])
    expect((await catalog.forApp('1.10.5')).document.appVersion).toBe('1.10.0')
    expect(loaded).toEqual(['1.10.0'])
  })
})

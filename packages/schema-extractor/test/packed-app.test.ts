import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extractSchema } from '../src/index.js'
import { buildFixture } from './support/build-fixture.js'
import type { Scripts } from './support/bundlers.js'
import { complaintsOf, factsOf } from './support/comparable.js'
import { expectedDocument, FIXTURE_VERSION, FIXTURES } from './support/fixtures.js'
import { packApp, packInstall, packMacApp, temporaryFolder, writeApp } from './support/pack-app.js'
import { VARIANTS } from './support/variants.js'

const fixture = FIXTURES['flat-key-zod4']

function scriptsOf(variant: string): Promise<Scripts> {
  return buildFixture(
    fixture,
    VARIANTS.find(({ name }) => name === variant)!,
  )
}

describe('the same app, packed in different ways', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let scripts: Scripts
  let other: Scripts
  beforeAll(async () => {
    folder = await temporaryFolder()
    scripts = await scriptsOf('esbuild, cjs, es2020')
    other = await scriptsOf('rolldown, esm')
  })
  afterAll(() => folder.dispose())
  const at = (name: string) => join(folder.path, name)

  async function facts(path: string) {
    const { document, diagnostics } = await extractSchema(path)
    expect(complaintsOf(diagnostics).filter((complaint) => !complaint.startsWith('info'))).toEqual([])
    return factsOf(document)
  }

  it('an unpacked folder', async () => {
    expect(await facts(await writeApp(at('folder'), scripts))).toEqual(expectedDocument(fixture))
  })

  it('an archive whose unpacked file is absent on disk', async () => {
    const path = await packApp(at('missing/app.asar'), scripts, { unpackedFileMissing: true })
    expect(await facts(path)).toEqual(expectedDocument(fixture))
  })

  it('an archive of more than is read at once', async () => {
    // What stands behind the schema would overwrite it, were it not copied.
    const other = (length: number) => `console.log("${'x'.repeat(length)}")`
    const others = { 'a.js': other(1_040_000), 'x.js': other(700_000), 'y.js': other(700_000), 'z.js': other(700_000) }
    const path = await packApp(at('large/app.asar'), { ...scripts, ...others })
    expect(await facts(path)).toEqual(expectedDocument(fixture))
  })

  it('an install folder', async () => {
    expect(await facts(await packInstall(at('install'), scripts))).toEqual(expectedDocument(fixture))
  })

  it('Claude.app, with the version in Info.plist', async () => {
    const path = await packMacApp(at('mac'), scripts, { version: null })
    expect(await facts(path)).toEqual(expectedDocument(fixture))
  })

  it('a second copy inside the archive, of another minifier', async () => {
    const path = await packApp(at('copies/app.asar'), scripts, { renderer: other })
    expect(await facts(path)).toEqual(expectedDocument(fixture))
  })

  it('a second copy beside the archive', async () => {
    const path = await packInstall(at('beside'), scripts, { beside: other })
    expect(await facts(path)).toEqual(expectedDocument(fixture))
  })

  it('copies that disagree: a diagnostic names both places', async () => {
    const changed = Object.fromEntries(
      Object.entries(other).map(([name, code]) => [name, code.replace('1.24000.11', '1.25000.0')]),
    )
    const { document, diagnostics } = await extractSchema(
      await packApp(at('disagree/app.asar'), scripts, { renderer: changed }),
    )
    expect(document.keys).toHaveLength(expectedDocument(fixture).keys.length)
    const about = diagnostics.filter(({ key, severity }) => key === 'managedServers' && severity !== 'info')
    expect(about).toHaveLength(1)
    const places = `${about[0]!.file} ${about[0]!.message}`
    expect(places).toContain('.vite/build/main.js')
    expect(places).toContain('.vite/renderer/assets/main.js')
  })

  it('without a version anywhere', async () => {
    const { document } = await extractSchema(await packApp(at('nameless/app.asar'), scripts, { version: null }))
    expect(document.appVersion).toBe('unknown')
    expect(document.keys).toHaveLength(expectedDocument(fixture).keys.length)
  })

  it('a single script has no version', async () => {
    const path = await writeApp(at('single'), scripts)
    const { document } = await extractSchema(join(path, '.vite/build/main.js'))
    expect(document.appVersion).toBe('unknown')
    expect(factsOf({ ...document, appVersion: FIXTURE_VERSION })).toEqual(expectedDocument(fixture))
  })
})

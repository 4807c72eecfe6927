import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { extractSchema } from '../src/index.js'
import { buildFixture } from './support/build-fixture.js'
import { complaintsOf, factsOf } from './support/comparable.js'
import { expectedDocument, FIXTURES } from './support/fixtures.js'
import { packApp, temporaryFolder } from './support/pack-app.js'
import { VARIANTS } from './support/variants.js'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.dispose())

for (const fixture of Object.values(FIXTURES)) {
  describe(`every build of ${fixture.name} gives the same document`, () => {
    it.each(VARIANTS)('$name', { timeout: 60_000 }, async (variant) => {
      const scripts = await buildFixture(fixture, variant)
      const archive = join(folder.path, fixture.name, variant.name.replaceAll(/\W+/g, '-'), 'app.asar')
      const { document, diagnostics } = await extractSchema(await packApp(archive, scripts))
      expect(factsOf(document)).toEqual(expectedDocument(fixture))
      expect(document.extractedFrom?.shape).toBe(fixture.shape)
      expect(complaintsOf(diagnostics).filter((complaint) => !complaint.startsWith('info'))).toEqual([])
    })
  })
}

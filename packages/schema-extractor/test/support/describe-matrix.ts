import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extractSchema } from '../../src/index.js'
import { buildFixture } from './build-fixture.js'
import { complaintsOf, factsOf } from './comparable.js'
import { expectedDocument, type Fixture } from './fixtures.js'
import { packApp, temporaryFolder } from './pack-app.js'
import { type Variant, VARIANTS } from './variants.js'

/** Every build of one source gives the document that was written by hand, and no complaint beside those expected. */
export function describeMatrix(fixture: Fixture, variants: readonly Variant[] = VARIANTS): void {
  describe(`every build of ${fixture.name} gives the same document`, () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>
    beforeAll(async () => {
      folder = await temporaryFolder()
    })
    afterAll(() => folder.dispose())

    it.each(variants)('$name', { timeout: 60_000 }, async (variant) => {
      const scripts = await buildFixture(fixture, variant)
      const archive = join(folder.path, variant.name.replaceAll(/\W+/g, '-'), 'app.asar')
      const { document, diagnostics } = await extractSchema(await packApp(archive, scripts))
      expect(factsOf(document)).toEqual(expectedDocument(fixture))
      expect(document.extractedFrom?.shape).toBe(fixture.shape)
      const complaints = complaintsOf(diagnostics).filter((complaint) => !complaint.startsWith('info'))
      expect(complaints).toEqual(fixture.complaints ?? [])
    })
  })
}

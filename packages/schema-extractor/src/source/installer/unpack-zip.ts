import { openPromise } from 'yauzl'
import { ExtractionError } from '../../errors.js'
import type { Unpacking } from './unpack.js'

/** A zip archive: an MSIX, a NuGet package of Squirrel, or a zipped app. */
export async function unpackZip(installer: string, { wanted, take }: Unpacking): Promise<void> {
  const archive = await openPromise(installer, { lazyEntries: true, autoClose: false })
  try {
    for await (const entry of archive.eachEntry()) {
      if (!wanted(entry.fileName)) continue
      if (entry.isEncrypted()) {
        throw new ExtractionError('not-a-bundle', `Expected an app at ${installer}, found an encrypted zip archive.`, {
          hint: 'Unpack it first and give the folder.',
        })
      }
      await take(entry.fileName, entry.uncompressedSize, () => archive.openReadStreamPromise(entry))
    }
  } finally {
    archive.close()
  }
}

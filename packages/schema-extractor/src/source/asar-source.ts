import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { getRawHeader } from '@electron/asar'
import { ExtractionError } from '../errors.js'
import { type AsarEntry, checkAsarPrefix, readAsarEntries } from './asar-header.js'
import type { BundleSource } from './bundle-source.js'
import { explain, missingFile } from './file-errors.js'
import { packageVersion } from './app-version.js'

/** An `app.asar`: the header is checked and read, files are read where they lie, nothing is unpacked. */
export async function openAsar(path: string): Promise<BundleSource> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw explain(error, path)
  })
  try {
    const { size } = await handle.stat()
    const prefix = Buffer.alloc(16)
    const { bytesRead } = await handle.read(prefix, 0, 16, 0)
    const { filesStart } = checkAsarPrefix(prefix.subarray(0, bytesRead), size)
    const entries = readAsarEntries(readHeader(path), filesStart, size)
    return new AsarSource(path, handle, entries)
  } catch (error) {
    await handle.close()
    throw error
  }
}

function readHeader(path: string): unknown {
  try {
    return getRawHeader(path).header
  } catch (error) {
    throw new ExtractionError('damaged-asar', 'Expected a sound asar archive, found a header that cannot be read.', {
      hint: 'Copy app.asar from an install of the app again and check that the copy is complete.',
      cause: error,
    })
  }
}

class AsarSource implements BundleSource {
  private readonly byPath: ReadonlyMap<string, AsarEntry>

  constructor(
    private readonly archive: string,
    private readonly handle: FileHandle,
    private readonly list: readonly AsarEntry[],
  ) {
    this.byPath = new Map(list.map((entry) => [entry.path, entry]))
  }

  entries(): Iterable<AsarEntry> {
    return this.list
  }

  async read(path: string, start = 0, length?: number): Promise<Buffer> {
    const entry = this.byPath.get(path)
    if (!entry) throw missingFile(path, this.archive)
    const wanted = Math.max(0, Math.min(length ?? entry.size, entry.size - start))
    if (entry.offset < 0) return this.readUnpacked(path, start, wanted)
    const bytes = Buffer.allocUnsafe(wanted)
    const { bytesRead } = await this.handle.read(bytes, 0, wanted, entry.offset + start)
    return bytes.subarray(0, bytesRead)
  }

  private async readUnpacked(path: string, start: number, length: number): Promise<Buffer> {
    const beside = join(`${this.archive}.unpacked`, ...path.split('/'))
    const handle = await open(beside, 'r').catch(() => {
      throw missingFile(path, `${this.archive}.unpacked`)
    })
    try {
      const bytes = Buffer.allocUnsafe(length)
      const { bytesRead } = await handle.read(bytes, 0, length, start)
      return bytes.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  }

  version(): Promise<string | undefined> {
    return packageVersion(this)
  }

  async close(): Promise<void> {
    await this.handle.close()
  }
}

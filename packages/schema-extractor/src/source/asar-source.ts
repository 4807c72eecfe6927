import { type FileHandle, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { getRawHeader } from '@electron/asar'
import { packageVersion } from './app-version.js'
import { type AsarEntry, checkAsarJson, checkAsarPrefix, damaged, readAsarEntries } from './asar-header.js'
import type { BundleSource } from './bundle-source.js'
import { missingFile } from './file-errors.js'
import { openRegularFile, readFilePart, readPart } from './read-file-part.js'

/** An `app.asar`: the header is checked and read, files are read where they lie, nothing is unpacked. */
export async function openAsar(path: string): Promise<BundleSource> {
  const { handle, size } = await openRegularFile(path)
  try {
    const prefix = await readPart(handle, path, 0, Math.min(16, size))
    const { jsonLength, filesStart } = checkAsarPrefix(prefix, size)
    checkAsarJson(await readPart(handle, path, 16, jsonLength))
    return new AsarSource(path, handle, readAsarEntries(readHeader(path), filesStart, size))
  } catch (error) {
    await handle.close()
    throw error
  }
}

function readHeader(path: string): unknown {
  try {
    return getRawHeader(path).header
  } catch (error) {
    throw damaged(error instanceof SyntaxError ? 'a header that is not JSON' : 'a header that cannot be read', error)
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
    return readPart(this.handle, path, entry.offset + start, wanted)
  }

  /** What lies beside the archive is read only inside its own folder, wherever links there lead. */
  private async readUnpacked(path: string, start: number, length: number): Promise<Buffer> {
    const folder = `${this.archive}.unpacked`
    const missing = () => missingFile(path, folder)
    const [inside, file] = await Promise.all(
      [folder, join(folder, ...path.split('/'))].map((name) => realpath(name)),
    ).catch(() => [])
    if (inside === undefined || file === undefined || !file.startsWith(inside + sep)) throw missing()
    return readFilePart(file, start, length)
  }

  version(): Promise<string | undefined> {
    return packageVersion(this)
  }

  async close(): Promise<void> {
    await this.handle.close()
  }
}

import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ExtractionError } from '../errors.js'
import { packageVersion } from './app-version.js'
import type { BundleEntry, BundleSource } from './bundle-source.js'
import { explain, missingFile } from './file-errors.js'

const MOST_FILES = 500_000
const DEEPEST = 64
/** Folders that hold no code of the app. */
const SKIPPED = new Set(['.git', 'locales', 'i18n'])

/** An unpacked folder; links in it are not followed. `keep` chooses entries by their path. */
export async function openFolder(root: string, keep: (path: string) => boolean = () => true): Promise<BundleSource> {
  const entries: BundleEntry[] = []
  const pending = [{ path: '', depth: 0 }]
  while (pending.length > 0) {
    const { path, depth } = pending.pop()!
    if (depth > DEEPEST) continue
    const list = await readdir(join(root, path), { withFileTypes: true }).catch((error: unknown) => {
      if (path === '') throw explain(error, root)
      return []
    })
    for (const entry of list) {
      const child = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) pending.push({ path: child, depth: depth + 1 })
      } else if (entry.isFile() && keep(child)) {
        entries.push({ path: child, size: (await stat(join(root, child))).size })
      }
      if (entries.length > MOST_FILES) {
        throw new ExtractionError(
          'not-a-bundle',
          `Expected an app, found a folder of more than ${MOST_FILES} files at ${root}.`,
          {
            hint: 'Give the folder of the app itself.',
          },
        )
      }
    }
  }
  entries.sort((left, right) => (left.path < right.path ? -1 : 1))
  return new FolderSource(root, entries)
}

class FolderSource implements BundleSource {
  private readonly byPath: ReadonlyMap<string, BundleEntry>

  constructor(
    private readonly root: string,
    private readonly list: readonly BundleEntry[],
  ) {
    this.byPath = new Map(list.map((entry) => [entry.path, entry]))
  }

  entries(): Iterable<BundleEntry> {
    return this.list
  }

  async read(path: string, start = 0, length?: number): Promise<Buffer> {
    const entry = this.byPath.get(path)
    if (!entry) throw missingFile(path, this.root)
    const wanted = Math.max(0, Math.min(length ?? entry.size, entry.size - start))
    const file = join(this.root, ...path.split('/'))
    const handle = await open(file, 'r').catch((error: unknown) => {
      throw explain(error, file)
    })
    try {
      const bytes = Buffer.allocUnsafe(wanted)
      const { bytesRead } = await handle.read(bytes, 0, wanted, start)
      return bytes.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  }

  version(): Promise<string | undefined> {
    return packageVersion(this)
  }
}

import { type Dirent } from 'node:fs'
import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { ExtractionError } from '../errors.js'
import { packageVersion } from './app-version.js'
import type { BundleEntry, BundleSource } from './bundle-source.js'
import { explain, missingFile } from './file-errors.js'
import { readFilePart } from './read-file-part.js'

/** Bounds of a folder that is taken for an app. */
const FOLDER_LIMITS = { entries: 200_000, folders: 10_000, depth: 64 } as const
/** Folders that hold no code of the app. */
const SKIPPED = new Set(['.git', 'locales', 'i18n'])

export interface FolderOptions {
  /** Chooses entries by their path; by default all. */
  keep?: (path: string) => boolean
  /** Leaves out folders that may not be read instead of refusing. */
  lenient?: boolean
}

/** An unpacked folder; links in it are not followed. */
export async function openFolder(root: string, options: FolderOptions = {}): Promise<BundleSource> {
  const { keep = () => true, lenient = false } = options
  const entries: BundleEntry[] = []
  const pending = [{ path: '', depth: 0 }]
  let seen = 0
  let folders = 0
  while (pending.length > 0) {
    const { path, depth } = pending.pop()!
    if (depth > FOLDER_LIMITS.depth) continue
    if (++folders > FOLDER_LIMITS.folders) throw tooLarge(root, `${FOLDER_LIMITS.folders} folders`)
    try {
      for await (const entry of list(join(root, path))) {
        if (++seen > FOLDER_LIMITS.entries) throw tooLarge(root, `${FOLDER_LIMITS.entries} files`)
        const child = path === '' ? entry.name : `${path}/${entry.name}`
        if (entry.isDirectory()) {
          if (!SKIPPED.has(entry.name)) pending.push({ path: child, depth: depth + 1 })
        } else if (entry.isFile() && keep(child)) {
          const size = await regularSize(join(root, child))
          if (size !== undefined) entries.push({ path: child, size })
        }
      }
    } catch (error) {
      if (error instanceof ExtractionError) throw error
      if (!lenient) throw explain(error, join(root, path))
    }
  }
  entries.sort((left, right) => (left.path < right.path ? -1 : 1))
  return new FolderSource(root, entries)
}

async function* list(folder: string): AsyncIterable<Dirent> {
  yield* await opendir(folder, { bufferSize: 1_024 })
}

/** A file's size; nothing when it has vanished, or has a name that is no text. */
async function regularSize(file: string): Promise<number | undefined> {
  const facts = await lstat(file).catch(() => undefined)
  return facts?.isFile() ? facts.size : undefined
}

function tooLarge(root: string, found: string): ExtractionError {
  return new ExtractionError('not-a-bundle', `Expected an app at ${root}, found a folder of more than ${found}.`, {
    hint: 'Give the folder of the app itself.',
  })
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
    return readFilePart(join(this.root, ...path.split('/')), start, Math.min(length ?? entry.size, entry.size - start))
  }

  version(): Promise<string | undefined> {
    return packageVersion(this)
  }
}

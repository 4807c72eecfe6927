import { existsSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isScriptPath } from '../code/module-graph.js'
import { plistVersion } from './app-version.js'
import { openAsar } from './asar-source.js'
import type { BundleEntry, BundleSource, ReadEntry } from './bundle-source.js'
import { openFolder } from './folder-source.js'
import { readAll } from './read-all.js'
import { readFilePart } from './read-file-part.js'

/** Places of the resources folder below an install's root; `*` is one folder of any name. */
const RESOURCES = [
  ['Contents', 'Resources'],
  ['resources'],
  ['app', 'resources'],
  ['*', 'resources'],
  ['usr', 'lib', '*', 'resources'],
  ['opt', '*', 'resources'],
  ['lib', '*', 'resources'],
  ['*', 'Contents', 'Resources'],
] as const

/** The resources folder that holds `app.asar` below an install's root, newest version folder first. */
export async function findResources(root: string): Promise<string | undefined> {
  for (const pattern of RESOURCES) {
    for (const folder of await expand(root, pattern)) {
      if (isFile(join(folder, 'app.asar'))) return folder
    }
  }
  return undefined
}

/** A folder may bear the name as well: what an installer or somebody else unpacked. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

async function expand(root: string, pattern: readonly string[]): Promise<string[]> {
  let folders = [root]
  for (const part of pattern) {
    const next: string[] = []
    for (const folder of folders) {
      if (part !== '*') next.push(join(folder, part))
      else {
        const list = await readdir(folder, { withFileTypes: true }).catch(() => [])
        const names = list.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
        // `app-1.9.0` before `app-1.10.0` by letters, so compare the numbers in them.
        names.sort((left, right) => right.localeCompare(left, 'en', { numeric: true }))
        next.push(...names.map((name) => join(folder, name)))
      }
    }
    folders = next.filter((folder) => existsSync(folder))
  }
  return folders
}

/** An install: its `app.asar`, and the scripts that lie beside it in the resources folder, such as the renderer's. */
export async function openInstall(resources: string): Promise<BundleSource> {
  const archive = await openAsar(join(resources, 'app.asar'))
  try {
    const keep = (path: string) => isScriptPath(path) && !path.startsWith('app.asar')
    return new InstallSource(archive, await openFolder(resources, { keep, lenient: true }), resources)
  } catch (error) {
    await archive.close?.()
    throw error
  }
}

const ARCHIVE = 'app.asar/'

class InstallSource implements BundleSource {
  constructor(
    private readonly archive: BundleSource,
    private readonly beside: BundleSource,
    private readonly resources: string,
  ) {}

  *entries(): Iterable<BundleEntry> {
    for (const entry of this.archive.entries()) yield { ...entry, path: ARCHIVE + entry.path }
    yield* this.beside.entries()
  }

  read(path: string, start?: number, length?: number): Promise<Buffer> {
    if (path.startsWith(ARCHIVE)) return this.archive.read(path.slice(ARCHIVE.length), start, length)
    return this.beside.read(path, start, length)
  }

  async *readAll(paths: readonly string[]): AsyncIterable<ReadEntry> {
    const inArchive = paths.filter((path) => path.startsWith(ARCHIVE)).map((path) => path.slice(ARCHIVE.length))
    for await (const entry of readAll(this.archive, inArchive)) yield { ...entry, path: ARCHIVE + entry.path }
    yield* readAll(
      this.beside,
      paths.filter((path) => !path.startsWith(ARCHIVE)),
    )
  }

  async version(): Promise<string | undefined> {
    const version = await this.archive.version()
    if (version !== undefined) return version
    const bytes = await readFilePart(join(this.resources, '..', 'Info.plist'), 0, 1 << 20).catch(() => undefined)
    return bytes && plistVersion(bytes)
  }

  async close(): Promise<void> {
    await this.archive.close?.()
  }
}

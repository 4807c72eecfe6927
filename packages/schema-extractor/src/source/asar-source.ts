import { type FileHandle, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { packageVersion } from './app-version.js'
import { ExtractionError } from '../errors.js'
import { type AsarEntry, checkAsarPrefix, parseAsarJson, readAsarEntries } from './asar-header.js'
import type { BundleSource, ReadEntry } from './bundle-source.js'
import { missingFile } from './file-errors.js'
import { readEach } from './read-all.js'
import { openRegularFile, readFilePart, readPart } from './read-file-part.js'

/** Neighbours in the archive that are read at once: together at most so long, with at most such gaps between them. */
const LONGEST_RUN = 1 << 20
const LARGEST_GAP = 1 << 16

/** An `app.asar`: the header is checked and read, files are read where they lie, nothing is unpacked. */
export async function openAsar(path: string): Promise<BundleSource> {
  const { handle, size } = await openRegularFile(path)
  try {
    const prefix = await readPart(handle, path, 0, Math.min(16, size))
    const { jsonLength, filesStart } = checkAsarPrefix(prefix, size)
    const header = parseAsarJson(await readPart(handle, path, 16, jsonLength))
    return new AsarSource(path, handle, readAsarEntries(header, filesStart, size))
  } catch (error) {
    await handle.close()
    throw naming(path, error)
  }
}

/** What is wrong with an archive, with the place of the archive. */
function naming(path: string, error: unknown): unknown {
  if (!(error instanceof ExtractionError) || error.message.includes(path)) return error
  return new ExtractionError(
    error.code,
    error.message.replace('asar archive', () => `asar archive at ${path}`),
    {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    },
  )
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

  async *readAll(paths: readonly string[]): AsyncIterable<ReadEntry> {
    const entries = paths.flatMap((path) => this.byPath.get(path) ?? [])
    const runs = runsOf(entries.filter((entry) => entry.offset >= 0))
    // One is filled while the other is being searched.
    const buffers = [Buffer.allocUnsafe(LONGEST_RUN), Buffer.allocUnsafe(LONGEST_RUN)]
    let next = this.readRun(runs[0], buffers[0])
    for (const [index, { start, end, files }] of runs.entries()) {
      const bytes = await next
      next = this.readRun(runs[index + 1], buffers[(index + 1) % 2])
      for (const { path, offset, size } of files) {
        yield { path, bytes: bytes.subarray(offset - start, offset - start + size), isLent: end - start <= LONGEST_RUN }
      }
    }
    const unpacked = entries.filter((entry) => entry.offset < 0)
    yield* readEach(
      this,
      unpacked.map((entry) => entry.path),
    )
  }

  private readRun(run: Run | undefined, into: Buffer | undefined): Promise<Buffer> {
    const reading = run
      ? readPart(this.handle, this.archive, run.start, run.end - run.start, into)
      : Promise.resolve(Buffer.of())
    // A failure is told when its turn comes.
    reading.catch(() => {})
    return reading
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

/** Files that lie close to each other in the archive, and the stretch they cover. */
interface Run {
  start: number
  end: number
  files: AsarEntry[]
}

function runsOf(entries: AsarEntry[]): Run[] {
  const runs: Run[] = []
  for (const entry of entries.sort((left, right) => left.offset - right.offset)) {
    const run = runs.at(-1)
    const end = entry.offset + entry.size
    if (run && entry.offset - run.end <= LARGEST_GAP && end - run.start <= LONGEST_RUN) {
      run.files.push(entry)
      run.end = Math.max(run.end, end)
    } else runs.push({ start: entry.offset, end, files: [entry] })
  }
  return runs
}

import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isScriptPath } from '../../code/module-graph.js'
import { ExtractionError, throwIfAborted } from '../../errors.js'
import type { BundleSource } from '../bundle-source.js'
import { findResources, openInstall } from '../install-source.js'
import type { Unpack } from './unpack.js'
import { unpackDeb } from './unpack-deb.js'
import { unpackZip } from './unpack-zip.js'

export type InstallerKind = 'zip' | 'deb'

export interface UnpackOptions {
  onProgress?: (progress: { phase: 'unpack'; done: number; total: number }) => void
  signal?: AbortSignal
}

const KINDS: Readonly<Record<InstallerKind, { unpack: Unpack; name: string }>> = {
  zip: { unpack: unpackZip, name: 'zip archive' },
  deb: { unpack: unpackDeb, name: 'Debian package' },
}

/** Bounds of what is unpacked; `app.asar` and the scripts of real releases have a tenth of it. */
const MOST_BYTES = 2 ** 30
const MOST_FILES = 20_000

/**
 * Opens the app inside an installer. Of its files, `app.asar`, scripts in the resources folder and `Info.plist` are
 * unpacked into a temporary folder that only this user can enter; `close` removes it.
 */
export async function openInstaller(
  path: string,
  kind: InstallerKind,
  options: UnpackOptions = {},
): Promise<BundleSource> {
  const folder = await mkdtemp(join(tmpdir(), 'cowork-mdm-app-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const { packed, archives } = await unpackInto(folder, path, kind, options)
    // Somebody may have zipped the app with folders around it; of several, nobody could say which is meant.
    const only = archives.length === 1 ? dirname(archives[0]!) : undefined
    const resources = (await findResources(folder)) ?? only
    if (resources === undefined) throw noApp(path, kind, packed)
    return withCleanUp(await openInstall(resources), remove)
  } catch (error) {
    await remove()
    throw naming(path, folder, error instanceof ExtractionError ? error : damaged(path, kind, error))
  }
}

/** What went wrong in the temporary folder, which is no more, is told of the installer. */
function naming(path: string, folder: string, error: ExtractionError): ExtractionError {
  if (!error.message.includes(folder)) return error
  const { code, message, hint } = error
  return new ExtractionError(
    code,
    message.replaceAll(folder, () => path),
    {
      ...(hint === undefined ? {} : { hint }),
      cause: error,
    },
  )
}

async function unpackInto(
  folder: string,
  path: string,
  kind: InstallerKind,
  { onProgress, signal }: UnpackOptions,
): Promise<{ packed: string | undefined; archives: string[] }> {
  const archives: string[] = []
  let files = 0
  let bytes = 0
  let packed: string | undefined
  const tooLarge = (found: string) =>
    new ExtractionError('too-complex', `Expected an app in ${path}, found ${found} to unpack.`, {
      hint: 'Check that this is the app: its scripts are far smaller.',
    })
  await KINDS[kind].unpack(path, {
    wanted: (name) => {
      throwIfAborted(signal)
      if (PACKED_AGAIN.test(name)) packed ??= name
      return isWanted(name)
    },
    take: async (name, size, open) => {
      if (++files > MOST_FILES) throw tooLarge(`more than ${MOST_FILES} files`)
      const total = bytes + size
      if (total > MOST_BYTES) throw tooLarge(`more than ${MOST_BYTES} bytes`)
      const file = join(folder, ...partsOf(name))
      if (basename(file) === ARCHIVE) archives.push(file)
      await mkdir(dirname(file), { recursive: true })
      await pipeline(
        await open(),
        async function* (chunks: AsyncIterable<Uint8Array>) {
          for await (const chunk of chunks) {
            throwIfAborted(signal)
            bytes += chunk.length
            if (bytes > MOST_BYTES) throw tooLarge(`more than ${MOST_BYTES} bytes`)
            onProgress?.({ phase: 'unpack', done: bytes, total })
            yield chunk
          }
        },
        createWriteStream(file, { flags: 'wx' }),
      )
    },
  })
  return { packed, archives }
}

const ARCHIVE = 'app.asar'

/** An installer inside the installer: a bundle of several MSIX, or the setup program around a NuGet package. */
const PACKED_AGAIN = /\.(?:msix|appx|nupkg|deb|zip)$/i

/** Paths as they are unpacked; packages write `./` before them. */
const partsOf = (path: string) => path.replace(/^(?:\.\/)+/, '').split('/')

function isWanted(path: string): boolean {
  const parts = partsOf(path)
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\:\0]/.test(part))) return false
  if (parts.at(-1) === 'Info.plist') return parts.at(-2) === 'Contents'
  const resources = parts.findIndex((part) => /^resources$/i.test(part))
  if (resources === -1) return false
  const below = parts.slice(resources + 1)
  return isScriptPath(path) || (below.length === 1 && below[0] === ARCHIVE)
}

function withCleanUp(source: BundleSource, remove: () => Promise<void>): BundleSource {
  return {
    entries: () => source.entries(),
    read: (path, start, length) => source.read(path, start, length),
    ...(source.readAll && { readAll: (paths) => source.readAll!(paths) }),
    version: () => source.version(),
    close: async () => {
      await source.close?.()
      await remove()
    },
  }
}

function noApp(path: string, kind: InstallerKind, packed: string | undefined): ExtractionError {
  const found = packed === undefined ? 'no resources/app.asar in it' : `the installer ${packed} in it`
  return new ExtractionError('not-a-bundle', `Expected an app in the ${KINDS[kind].name} ${path}, found ${found}.`, {
    hint: packed === undefined ? 'Check that this is the installer of the app.' : 'Take that out of it and give that.',
  })
}

function damaged(path: string, kind: InstallerKind, cause: unknown): ExtractionError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ExtractionError('damaged-installer', `Cannot unpack the ${KINDS[kind].name} ${path}: ${reason}.`, {
    hint: 'Download it again, or unpack it with another program and give the folder.',
    cause,
  })
}

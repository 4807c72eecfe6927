import { CoworkError, type Host } from '@cowork-mdm/machine'
import type { PinnedSource } from '../plugin/plugin-source.js'
import type { Source } from '../source/source.js'

/** `marketplaces.lock.json`: what is installed, and from where. */
export interface Lock {
  formatVersion: 1
  /** In the order in which they were added: of two that offer one plugin, the first wins. */
  marketplaces: LockedMarketplace[]
}

export interface LockedMarketplace {
  name: string
  source: Source
  /** What is installed: the full commit, or the sha256 of the archive or of all that is in the folder. */
  revision: string
  plugins: LockedPlugin[]
  /** What was installed before and is still on the disk, the latest first. */
  earlier: { revision: string; plugins: LockedPlugin[] }[]
  /** What was rolled back from; `update` passes it over until the source has something else. */
  held?: { revision: string; plugins: LockedPlugin[] }
  /** Which of its plugins stand where the app looks. */
  placed?: Placed
  /** Plugins that were taken from where the app looks, by name; they stay away until they are asked for. */
  unlinked?: string[]
}

export interface LockedPlugin {
  name: string
  /** In the marketplace, with `/`. */
  folder: string
  version?: string
  /** See `contentHash`. */
  hash: string
  /** Where its files come from, where that is not the marketplace; the commit or digest is all that they depend on. */
  source?: PinnedSource
  /** Files that can be run, with `/`; only on Windows, where the file system does not tell. */
  executables?: string[]
}

export interface Placed {
  orgPlugins: string
  as: 'link' | 'copy'
  plugins: string[]
}

const MAX_BYTES = 16 * 1024 * 1024

export const EMPTY_LOCK: Lock = { formatVersion: 1, marketplaces: [] }

/** @throws CoworkError `lock-damaged`, `newer-format` */
export async function readLock(host: Host, path: string): Promise<Lock> {
  const text = await readIfThere(host, path)
  return text === undefined ? EMPTY_LOCK : parseLock(text, path)
}

export function formatLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 2)}\n`
}

/** The text of a file, or nothing where there is none. */
export async function readIfThere(host: Host, path: string): Promise<string | undefined> {
  try {
    return (await host.read(path, { maxBytes: MAX_BYTES })).toString()
  } catch (cause) {
    if (cause instanceof CoworkError && ['file-missing', 'not-a-folder'].includes(cause.code)) return undefined
    throw cause
  }
}

function parseLock(text: string, path: string): Lock {
  const lock = parseJson(text, path) as Partial<Lock> | null
  if (typeof lock?.formatVersion === 'number' && lock.formatVersion > 1) {
    throw new CoworkError(
      'newer-format',
      `Expected a lock of format 1 in ${path}, found format ${String(lock.formatVersion)}.`,
      {
        hint: 'Use the version of cowork-mdm that wrote it, or a later one.',
      },
    )
  }
  if (lock?.formatVersion !== 1 || !Array.isArray(lock.marketplaces) || !lock.marketplaces.every(isMarketplace)) {
    throw damaged(path, 'something else')
  }
  return lock as Lock
}

export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // The message of V8 is another one in every release of Node, and may quote the file.
    throw damaged(path, 'text that is no JSON', cause)
  }
}

function isMarketplace(value: unknown): boolean {
  const { name, source, revision, plugins, earlier } = (value ?? {}) as Partial<LockedMarketplace>
  return (
    typeof name === 'string' &&
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) &&
    typeof source === 'object' &&
    source !== null &&
    typeof revision === 'string' &&
    /^[0-9a-f]{40,64}$/.test(revision) &&
    Array.isArray(plugins) &&
    Array.isArray(earlier)
  )
}

export function damaged(path: string, found: string, cause?: unknown): CoworkError {
  return new CoworkError('lock-damaged', `Expected what cowork-mdm wrote in ${path}, found ${found}.`, {
    hint: 'Take it from a backup, or remove it and add the marketplaces again.',
    cause,
  })
}

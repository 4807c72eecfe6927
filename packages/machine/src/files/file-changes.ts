import { chmod, chown, constants, mkdir, mkdtemp, open, rename, rm, rmdir, symlink, unlink } from 'node:fs/promises'
import { basename, dirname, join as joinReal } from 'node:path'
import { CoworkError } from '../cowork-error.js'
import { errnoOf, fileFailure, type FileIntent } from '../file-failure.js'
import type { Access, FileWriteOptions, Flushing, HostFiles } from '../host.js'
import { parseLinkTarget, parseNativePath, pathsOf } from '../paths/native-path.js'
import { walkPath } from '../paths/walk-path.js'
import { removeLeftovers, temporaryName } from '../temporary-name.js'
import { writeFileAtomic } from '../write-file-atomic.js'
import type { Disk } from './disk.js'
import { flushFolder } from './flush-folder.js'
import { identityOf } from './look-at.js'
import { patiently } from './patiently.js'
import type { PathFinder } from './path-finder.js'
import { removeFolder } from './remove-folder.js'

type Changes = Pick<
  HostFiles,
  'write' | 'makeFolder' | 'link' | 'rename' | 'remove' | 'protect' | 'flush' | 'temporaryFolder'
>

export function fileChanges(disk: Disk, finder: PathFinder, { temporary }: { temporary: string[] }): Changes {
  const native = pathsOf(disk.platform)
  const { told } = disk
  const hasModes = disk.platform !== 'win32'
  const swept = new Set<string>()
  return { write, makeFolder, link, rename: renameOne, remove, protect, flush, temporaryFolder }

  async function write(path: string, bytes: Uint8Array | string, options: FileWriteOptions = {}): Promise<void> {
    const { owner, exclusive, flush, signal } = options
    const { place, seen } = finder.findToChange(path)
    if (seen && exclusive) throw exists('write', path)
    const real = disk.real(place)
    await sweep(dirname(real))
    const kept = seen?.facts.type === 'file' ? seen.facts.mode : undefined
    const mode = hasModes ? (options.mode ?? (kept ?? 0o644) & 0o777) : undefined
    await writeFileAtomic(real, bytes, {
      mode,
      owner: giving(owner),
      exclusive,
      flush,
      signal,
      noFollow: true,
      name: path,
    })
    await told?.changed(place, { mode, owner })
  }

  async function makeFolder(path: string, access: Access & Flushing = {}): Promise<boolean> {
    const { top, names } = parseNativePath(disk.platform, path)
    if (disk.contained) await attempt('create', top, () => mkdir(disk.real(top), { recursive: true }))
    const folderOf = (count: number) => native.join(top, ...names.slice(0, count))
    // Folders that are there already may be anybody's, unless something is made in them.
    const isThere = (folder: string) => walkPath(disk, folder, { follow: true }).seen?.facts.type === 'folder'
    let there = names.length
    while (there > 0 && !isThere(folderOf(there))) there -= 1
    let made = false
    for (let count = there + 1; count <= names.length; count += 1) {
      made = await makeOne(folderOf(count), count === names.length ? access : { flush: access.flush })
    }
    return made
  }

  async function makeOne(path: string, { mode = 0o755, owner, flush = true }: Access & Flushing): Promise<boolean> {
    const { place, seen } = finder.findToChange(path)
    // Somebody else has just made it.
    if (seen?.facts.type === 'folder') return false
    if (seen) throw exists('create', path)
    const real = disk.real(place)
    try {
      await mkdir(real, 0o700)
      const given = giving(owner)
      if (given) await chown(real, given.uid, given.gid)
      if (hasModes) await chmod(real, mode)
      if (flush) await flushFolder(dirname(real))
    } catch (cause) {
      if (errnoOf(cause) === 'EEXIST' && disk.look(place)?.facts.type === 'folder') return false
      throw fileFailure('create', path, cause)
    }
    await told?.changed(place, { mode, owner })
    return true
  }

  async function link(path: string, target: string): Promise<void> {
    parseLinkTarget(disk.platform, target)
    const { place, seen } = finder.findToChange(path)
    if (seen?.facts.type === 'link' && seen.facts.target === target) return
    if (seen && seen.facts.type !== 'link') throw exists('create', path)
    const real = disk.real(place)
    await sweep(dirname(real))
    const candidate = joinReal(dirname(real), temporaryName())
    await attempt('create', path, async () => {
      // On Windows a junction, as other links take a privilege there.
      await symlink(target, candidate, 'junction')
      await patiently(() => rename(candidate, real)).catch(async (cause: unknown) => {
        await rm(candidate, { force: true })
        throw cause
      })
    })
    await told?.changed(place, {})
  }

  async function renameOne(from: string, to: string): Promise<void> {
    const source = finder.findToChange(from)
    const target = finder.findToChange(to)
    if (!source.seen) throw fileFailure('rename', from, systemError('ENOENT'))
    // A link that is only told of has no real file to rename.
    if (source.seen.identity === undefined) await remove(to)
    else {
      const [old, real] = [disk.real(source.place), disk.real(target.place)]
      await attempt('rename', from, async () => {
        await patiently(() => rename(old, real))
        for (const folder of new Set([dirname(old), dirname(real)])) await flushFolder(folder)
      })
    }
    await told?.moved(source.place, target.place)
  }

  async function remove(path: string, { contents = false } = {}): Promise<boolean> {
    const { place, seen } = finder.findToChange(path)
    if (!seen) return false
    const real = disk.real(place)
    const gone = await attempt('remove', path, async () => {
      if (seen.identity === undefined) return true
      if (seen.facts.type !== 'folder') return await isDone(unlink(real))
      return await isDone(contents ? removeFolder(real, { take: finder.administrator && !told }) : rmdir(real))
    })
    await told?.removed(place)
    return gone
  }

  async function protect(path: string, { mode, owner }: Access): Promise<void> {
    const { place, seen } = finder.findToChange(path)
    if (!seen) throw fileFailure('change', path, systemError('ENOENT'))
    if (seen.facts.type === 'link') throw isLink(path)
    await attempt('change', path, async () => {
      // What is open cannot be exchanged for a link any more.
      const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)
      const file = await open(disk.real(place), flags)
      try {
        const facts = await file.stat({ bigint: true })
        const linked = finder.administrator && facts.isFile() && facts.nlink > 1n
        if (linked || identityOf(facts) !== seen.identity) throw isLink(path)
        const given = giving(owner)
        if (given) await file.chown(given.uid, given.gid)
        if (mode !== undefined && hasModes) await file.chmod(mode)
      } finally {
        await file.close()
      }
    })
    await told?.changed(place, { mode, owner })
  }

  async function flush(path: string): Promise<void> {
    const { path: place, seen } = finder.find(path, { follow: true })
    const real = disk.real(place)
    await attempt('write', path, async () => {
      if (seen?.facts.type === 'folder') return await flushFolder(real)
      // Windows flushes only what is open for writing.
      const file = await open(real, process.platform === 'win32' ? 'r+' : 'r')
      await file.sync().finally(() => file.close())
    })
  }

  async function temporaryFolder(): Promise<string> {
    const usable = temporary.filter((folder) => disk.contained || disk.look(folder)?.facts.type === 'folder')
    const [first, ...others] = usable.map((folder) => () => makeTemporary(folder))
    return await others.reduce((made, next) => made.catch(next), first!())
  }

  async function makeTemporary(folder: string): Promise<string> {
    if (disk.contained) await makeFolder(folder, { mode: 0o1777 })
    const { place } = finder.findToChange(native.join(folder, 'cowork-mdm-'))
    const made = await attempt('create', folder, () => mkdtemp(disk.real(place)))
    const path = native.join(folder, basename(made))
    await told?.changed(path, { mode: 0o700 })
    return path
  }

  /** Who the file system is asked to give something to; a simulated machine only remembers it. */
  function giving(owner: Access['owner']): Access['owner'] {
    return hasModes && !told ? owner : undefined
  }

  /** What killed processes left is removed when a folder is first written in. */
  async function sweep(folder: string): Promise<void> {
    if (swept.has(folder)) return
    swept.add(folder)
    await removeLeftovers(folder)
  }
}

async function attempt<T>(intent: FileIntent, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw fileFailure(intent, path, cause)
  }
}

/** Whether it was this removal that took something away; somebody else may have been faster. */
async function isDone(removal: Promise<void>): Promise<boolean> {
  try {
    await removal
    return true
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return false
    throw cause
  }
}

function exists(intent: FileIntent, path: string): unknown {
  return fileFailure(intent, path, systemError('EEXIST'))
}

function isLink(path: string): CoworkError {
  const message = `Cannot change ${path}: expected a file or folder with this one name, found a link.`
  return new CoworkError('link-not-followed', message, { hint: 'Name the place that it leads to.' })
}

/** What the system would say, had it been asked. */
function systemError(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'open' })
}

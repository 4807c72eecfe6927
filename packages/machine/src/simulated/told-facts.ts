import type { ToldFacts } from '../files/disk.js'
import type { OnDisk } from '../files/look-at.js'
import type { Access, FileFacts, HostUser } from '../host.js'
import { pathKey, pathsOf } from '../paths/native-path.js'
import type { HostFile, RecordedFacts } from './host-file.js'

interface Entry extends RecordedFacts {
  place: string
}

/** Everybody may read, and only administrators may change. */
const ADMINISTRATORS_ONLY = 'O:BAD:(A;;FA;;;SY)(A;;FA;;;BA)(A;;FRFX;;;BU)'

export interface SimulatedFacts extends ToldFacts {
  /** The link that is told of at a place. */
  linkAt(place: string): FileFacts | undefined
  /** The access list of a place. */
  listAt(place: string): string
  /** The facts of what is on the disk at a place. */
  factsAt(place: string, found: OnDisk): FileFacts
}

/**
 * Owners, modes, times and links as `host.json` tells them. What it does not tell is as on a well-kept machine: 0644,
 * folders and programs 0755, owned by the user in whose home it is, else by root. Changes are remembered; `save` is
 * called when they make `host.json` outdated.
 */
export function toldFacts(file: HostFile, save: (files: HostFile['files']) => Promise<void>): SimulatedFacts {
  const { platform, users } = file
  const native = pathsOf(platform)
  const key = (place: string) => pathKey(platform, place)
  const entries = new Map(Object.entries(file.files).map(([place, told]) => [key(place), { ...told, place }]))
  const recorded = new Set(entries.keys())
  const usual = new Date(file.modified ?? new Date(file.now).getTime() - 24 * 60 * 60 * 1000)
  const homes = users.map((user) => ({ user, home: key(user.home) }))
  return { linkAt, factsAt, listAt, linksIn, changed, moved, removed }

  function linkAt(place: string): FileFacts | undefined {
    const told = entries.get(key(place))
    if (told?.link === undefined) return undefined
    return { type: 'link', size: told.link.length, target: told.link, ...access(place, told, 0o777) }
  }

  function factsAt(place: string, { facts }: OnDisk): FileFacts {
    const program = facts.type === 'folder' || ((facts.mode ?? 0) & 0o100) !== 0
    const usualMode = facts.type === 'link' ? 0o777 : program ? 0o755 : 0o644
    const { type, size, target } = facts
    return { type, size, ...(target !== undefined && { target }), ...access(place, entries.get(key(place)), usualMode) }
  }

  function access(place: string, told: Entry | undefined, usualMode: number) {
    const modified = told?.modified === undefined ? usual : new Date(told.modified)
    if (platform === 'win32') return { modified }
    const owner = userIn(place)
    const mode = told?.mode === undefined ? usualMode : parseInt(told.mode, 8)
    return { modified, mode, uid: told?.uid ?? owner?.uid ?? 0, gid: told?.gid ?? owner?.gid ?? 0 }
  }

  function listAt(place: string): string {
    const told = entries.get(key(place))?.list
    if (told !== undefined || platform !== 'win32') return told ?? ''
    const { sid } = userIn(place) ?? {}
    return sid === undefined ? ADMINISTRATORS_ONLY : `O:${sid}D:(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;${sid})`
  }

  function userIn(place: string): HostUser | undefined {
    const wanted = key(place)
    return homes.find(({ home }) => isIn(wanted, home))?.user
  }

  /** Of keys. */
  function isIn(place: string, folder: string): boolean {
    return place === folder || place.startsWith(folder + native.sep)
  }

  function linksIn(folder: string) {
    return [...entries.values()]
      .filter(({ place, link }) => link !== undefined && place !== folder && key(native.dirname(place)) === key(folder))
      .map(({ place }) => ({ name: native.basename(place), facts: linkAt(place)! }))
  }

  async function changed(place: string, { mode, owner }: Access): Promise<void> {
    const before = entries.get(key(place))
    const after: Entry = { ...before, place, modified: file.now }
    delete after.link
    if (mode !== undefined) after.mode = mode.toString(8).padStart(4, '0')
    // What is new belongs to who made it: whoever simulates being root makes root's files.
    const { uid, gid } = owner ?? (before || !file.administrator ? {} : { uid: 0, gid: 0 })
    if (uid !== undefined) Object.assign(after, { uid, gid })
    entries.set(key(place), after)
    await saveIf(recorded.has(key(place)))
  }

  async function moved(from: string, to: string): Promise<void> {
    const replaced = take(to)
    const taken = take(from)
    for (const entry of taken) {
      const place = to + entry.place.slice(from.length)
      entries.set(key(place), { ...entry, place })
    }
    await saveIf([...replaced, ...taken].some(({ place }) => recorded.has(key(place))))
  }

  async function removed(place: string): Promise<void> {
    await saveIf(take(place).some((entry) => recorded.has(key(entry.place))))
  }

  /** Takes what is told of a place and all in it. */
  function take(place: string): Entry[] {
    const folder = key(place)
    const taken = [...entries.values()].filter((entry) => isIn(key(entry.place), folder))
    for (const entry of taken) entries.delete(key(entry.place))
    return taken
  }

  async function saveIf(outdated: boolean): Promise<void> {
    if (!outdated) return
    for (const known of entries.keys()) recorded.add(known)
    const files = [...entries.values()].map(({ place, ...told }) => [place, told] as const)
    await save(Object.fromEntries(files.sort(([left], [right]) => (left < right ? -1 : 1))))
  }
}

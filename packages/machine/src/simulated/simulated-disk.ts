import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { CoworkError } from '../cowork-error.js'
import type { Disk } from '../files/disk.js'
import { lookAt, type OnDisk } from '../files/look-at.js'
import type { FileFacts, Platform } from '../host.js'
import { parseNativePath, pathKey, pathsOf } from '../paths/native-path.js'
import type { Seen } from '../paths/walk-path.js'
import type { SimulatedFacts } from './told-facts.js'

export const HOST_FILE = 'host.json'
const HIDDEN = `/${HOST_FILE}`

/**
 * A folder as a machine's disk: `/etc` is `<root>/etc`, `C:\Users` is `<root>/C/Users`. Windows and macOS find names in
 * any case.
 */
export function simulatedDisk(root: string, platform: Platform, told: SimulatedFacts | undefined): Disk {
  const native = pathsOf(platform)
  return { platform, contained: true, look, real, hides, told }

  function look(path: string): Seen | undefined {
    const link = told?.linkAt(path)
    if (link) return { path, facts: link, identity: undefined, names: 1 }
    if (hides(path)) return undefined
    const exact = lookAt(real(path), path)
    if (exact) return seen(path, exact)
    const spelled = platform === 'linux' || native.dirname(path) === path ? undefined : otherSpelling(path)
    const found = spelled === undefined ? undefined : lookAt(real(spelled), spelled)
    return found && seen(spelled!, found)
  }

  function seen(path: string, found: OnDisk): Seen {
    return {
      path,
      identity: found.identity,
      names: found.names,
      facts: told?.factsAt(path, found) ?? ofPlatform(found.facts),
    }
  }

  /** The facts that a disk of this platform has. */
  function ofPlatform({ mode, uid, gid, ...facts }: FileFacts): FileFacts {
    return platform === 'win32' || mode === undefined ? facts : { mode, uid, gid, ...facts }
  }

  function real(place: string): string {
    if (hides(place)) {
      throw new CoworkError(
        'bad-path',
        `Expected a file of the machine, found ${place}, which describes the machine.`,
        {
          hint: 'Choose another name.',
        },
      )
    }
    const { top, names } = parseNativePath(platform, place)
    return join(root, ...(platform === 'win32' ? [driveFolder(top[0]!)] : []), ...names)
  }

  function driveFolder(letter: string): string {
    const small = letter.toLowerCase()
    return !lookAt(join(root, letter), letter) && lookAt(join(root, small), small) ? small : letter
  }

  /** @throws CoworkError `ambiguous-name`: a real disk of this platform could not have both names */
  function otherSpelling(path: string): string | undefined {
    const [folder, name] = [native.dirname(path), native.basename(path)]
    const names = namesIn(real(folder)).filter((candidate) => pathKey(platform, candidate) === pathKey(platform, name))
    const [found, other] = names
    if (other !== undefined) {
      throw new CoworkError(
        'ambiguous-name',
        `Expected one spelling of ${name} in ${folder}, found ${names.join(' and ')}.`,
        {
          hint: 'Remove all but one.',
        },
      )
    }
    return found === undefined ? undefined : native.join(folder, found)
  }

  function hides(place: string): boolean {
    return platform !== 'win32' && place.length === HIDDEN.length && pathKey(platform, place) === HIDDEN
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

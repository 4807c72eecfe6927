import { CoworkError, windowsNameProblem } from '@cowork-mdm/machine'
import type { TreeEntry } from './tree.js'

/** Folders in each other: every step into one looks at all above it. */
const DEEPEST = 100

/**
 * Refuses names that some platform cannot have, and names that are one name on some platforms. They are refused everywhere: what
 * was tried on one machine is then good on every machine.
 *
 * @throws CoworkError `bad-file-name`, `name-clash`
 */
export function checkNames(entries: readonly TreeEntry[]): void {
  /** How a name was spelled first, and whether it is a folder. */
  const spelled = new Map<string, { path: string; folder: boolean }>()
  for (const { path, type } of entries) {
    const names = path.split('/')
    if (names.length > DEEPEST) throw badName(names.slice(0, 3).join('/'), `more than ${DEEPEST} folders in each other`)
    for (const [index, name] of names.entries()) {
      const problem = nameProblem(name)
      if (problem !== undefined) throw badName(path, problem)
      const upTo = names.slice(0, index + 1).join('/')
      const folder = index < names.length - 1 || type === 'submodule'
      const key = upTo.normalize('NFC').toLowerCase()
      const first = spelled.get(key)
      if (first === undefined) spelled.set(key, { path: upTo, folder })
      else if (first.path !== upTo || first.folder !== folder || index === names.length - 1)
        throw clash(first.path, upTo)
    }
  }
}

function nameProblem(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') return 'no name'
  if (/^(?:\.git|git~\d+)$/i.test(name)) return "a name of git's own"
  if (Buffer.byteLength(name) > 255) return 'a name of more than 255 bytes'
  return windowsNameProblem(name)
}

function badName(path: string, problem: string): CoworkError {
  return new CoworkError(
    'bad-file-name',
    `Expected names that every platform can have, found ${JSON.stringify(path)}: it has ${problem}.`,
    {
      hint: 'Rename the file in the marketplace.',
    },
  )
}

function clash(first: string, second: string): CoworkError {
  const both = `${JSON.stringify(first)} and ${JSON.stringify(second)}`
  return new CoworkError('name-clash', `Expected names that differ on every platform, found ${both}.`, {
    hint: 'Windows and macOS take them for one file: rename one in the marketplace.',
  })
}

import { pathKey, windowsNameProblem } from '@cowork-mdm/machine'

const LONGEST = 64

/**
 * Why a plugin or marketplace cannot have a name, in words, or nothing where it can. It becomes the name of a folder on
 * every platform, and the app tells plugins apart by that folder.
 */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'an empty name'
  if (name.length > LONGEST) return `a name of more than ${LONGEST} characters`
  if (/[/\\]/.test(name)) return 'a name with a separator of folders'
  if (name.startsWith('.')) return 'a name that begins with a dot'
  const problem = windowsNameProblem(name)
  if (problem) return problem
  // Spaces at the front, and characters that show nothing or turn the line around.
  return /^\s|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(name) ? 'a name with a character that cannot be seen' : undefined
}

/** The same text for all names that are one name to some file system: it ignores case, or how letters are composed. */
export function nameKey(name: string): string {
  return pathKey('darwin', name)
}

/** How names look everywhere: `release-notes`. */
export const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

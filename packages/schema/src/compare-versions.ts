import { SchemaError } from './schema-error.js'

/** The release being worked on; newer than every numbered one. */
const NEXT = '@next'
const NUMBERS = /^\d+(?:\.\d+)*$/

function parts(version: string): number[] {
  if (version === NEXT) return [Infinity]
  if (!NUMBERS.test(version)) {
    throw new SchemaError('bad-version', `Expected a version such as 1.28929.0, found ${JSON.stringify(version)}.`, {
      hint: 'Write the version as the app shows it: numbers with dots between them.',
    })
  }
  return version.split('.').map(Number)
}

/**
 * Orders two versions of the app: negative when `left` is older, 0 when equal, positive when newer. Versions have any number
 * of parts, missing ones count as 0; `@next` is newer than every number.
 * @throws SchemaError `bad-version` for anything else
 */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [parts(left), parts(right)]
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [x, y] = [a[index] ?? 0, b[index] ?? 0]
    if (x !== y) return x < y ? -1 : 1
  }
  return 0
}

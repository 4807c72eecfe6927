// @ts-check
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Whether a script was started itself, and is not imported by another.
 * @param {string} url its `import.meta.url`
 */
export function isMain(url) {
  return process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(url)
}

/**
 * The arguments of a script, by the names its usage has for them. Ends the process where one is missing.
 * @param {string[]} names
 * @returns {string[]}
 */
export function argumentsOf(...names) {
  const given = process.argv.slice(2)
  if (given.length === names.length) return given
  console.error(`Usage: node ${process.argv[1]} ${names.join(' ')}`)
  process.exit(2)
}

// @ts-check
// node scripts/release/checksums.mjs FOLDER: writes checksums.txt for the archives and packages in FOLDER, as `sha256sum` does.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMain, argumentsOf } from './main.mjs'

const RELEASED = /\.(?:tar\.gz|zip|deb|pkg)$/

/**
 * Writes checksums.txt anew.
 * @param {string} folder
 */
export function writeChecksums(folder) {
  const names = readdirSync(folder).filter((name) => RELEASED.test(name))
  const lines = names.sort().map((name) => `${sha256(join(folder, name))}  ${name}\n`)
  writeFileSync(join(folder, 'checksums.txt'), lines.join(''))
}

/**
 * What checksums.txt says, by file name.
 * @param {string} folder
 * @returns {Map<string, string>}
 */
export function readChecksums(folder) {
  const lines = readFileSync(join(folder, 'checksums.txt'), 'utf8').split('\n').filter(Boolean)
  return new Map(
    lines.map((line) => {
      const [, sum, name] = /^([0-9a-f]{64}) [ *](\S.*)$/.exec(line) ?? []
      if (sum === undefined || name === undefined) {
        throw new Error(`Expected lines as sha256sum writes them in checksums.txt, found ${JSON.stringify(line)}.`)
      }
      return [name, sum]
    }),
  )
}

/**
 * The checksum that checksums.txt has for a file.
 * @param {string} folder
 * @param {string} name
 */
export function checksumOf(folder, name) {
  const sum = readChecksums(folder).get(name)
  if (sum === undefined) throw new Error(`Expected ${name} in checksums.txt, found no line for it.`)
  return sum
}

/**
 * Path of a file that is what checksums.txt says.
 * @param {string} folder
 * @param {string} name
 */
export function verifiedFile(folder, name) {
  const expected = checksumOf(folder, name)
  const path = join(folder, name)
  const found = sha256(path)
  if (found !== expected) throw new Error(`Expected ${name} to have checksum ${expected}, found ${found}.`)
  return path
}

/** @param {string} path */
function sha256(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

if (isMain(import.meta.url)) {
  const [folder = ''] = argumentsOf('FOLDER')
  writeChecksums(folder)
}

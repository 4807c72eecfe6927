// The plain way to get at the schema: unpack everything, parse the file that holds it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractorRequire } from './inputs.mjs'

const asar = extractorRequire('@electron/asar')
const acorn = extractorRequire('acorn')

/**
 * Unpacks an archive and parses one of its scripts; a script is only parsed. Nothing is evaluated.
 * @param {string} path
 * @param {string} script the one that holds the schema
 */
export function unpackAndParse(path, script) {
  if (path.endsWith('.js')) return parse(path)
  const folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-unpacked-'))
  try {
    asar.uncacheAll()
    asar.extractAll(path, folder)
    return parse(join(folder, script))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** @param {string} file */
function parse(file) {
  return acorn.parse(readFileSync(file, 'utf8'), { ecmaVersion: 'latest', sourceType: 'module' })
}

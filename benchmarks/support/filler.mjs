// Code to hide a schema in: the installed packages, so that names, strings, templates and regular expressions are as in an app.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const SCRIPT = /\.[cm]?js$/
const SMALLEST = 24 << 10

/**
 * Scripts of the packages in a node_modules folder, in an order that mixes large and small and is the same in every run.
 * @param {string} nodeModules
 * @returns {{ path: string, text: string }[]}
 */
export function installedScripts(nodeModules) {
  /** @type {Map<string, { path: string, text: string }>} */
  const byHash = new Map()
  for (const path of scriptsBelow(join(nodeModules, '.pnpm')).sort()) {
    const text = readFileSync(path, 'utf8')
    const hash = createHash('sha256').update(text).digest('hex')
    if (!byHash.has(hash)) byHash.set(hash, { path, text })
  }
  return [...byHash].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, script]) => script)
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function scriptsBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return scriptsBelow(path)
    return entry.isFile() && SCRIPT.test(entry.name) && statSync(path).size >= SMALLEST ? [path] : []
  })
}

// npm run bench [name …]: runs benchmarks/*.mjs, each in a process of its own, against the built packages.
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ensureBuilt } from './build-packages.mjs'
import { ensureInstalled, root, runNode } from './workspace.mjs'

const folder = join(root, 'benchmarks')
const wanted = process.argv.slice(2)

ensureInstalled()
const scripts = readdirSync(folder).filter((name) => name.endsWith('.mjs'))
const chosen = scripts.filter((name) => wanted.length === 0 || wanted.includes(basename(name, '.mjs')))
if (chosen.length === 0) {
  const names = scripts.map((name) => basename(name, '.mjs')).join(', ')
  console.error(`No benchmark to run; there are: ${names || 'none yet'}.`)
  process.exitCode = wanted.length === 0 ? 0 : 2
} else if (await ensureBuilt()) {
  const codes = chosen.map((name) => runNode(join(folder, name)))
  process.exitCode = Math.max(...codes)
} else process.exitCode = 1

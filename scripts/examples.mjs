// Runs every example as its reader would: examples/<name>/<name>.mjs without arguments.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build-packages.mjs'
import { ensureInstalled, root, runNode } from './workspace.mjs'

ensureInstalled()
const folder = join(root, 'examples')
const scripts = readdirSync(folder)
  .map((name) => join(folder, name, `${name}.mjs`))
  .filter((script) => existsSync(script))

if (!(await ensureBuilt())) process.exitCode = 1
else {
  const failed = scripts.filter((script) => {
    console.log(`\n== ${script.slice(root.length)}`)
    return runNode(script) !== 0
  })
  for (const script of failed) console.error(`failed: ${script.slice(root.length)}`)
  console.log(`\nRan ${scripts.length} examples`)
  process.exitCode = failed.length === 0 && scripts.length > 0 ? 0 : 1
}

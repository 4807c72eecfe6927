// npm run quickstart: from a fresh clone to a schema extracted from a sample app.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build-packages.mjs'
import { ensureInstalled, root, runNode } from './workspace.mjs'

const sample = join(root, 'examples', 'quickstart', 'quickstart.mjs')

ensureInstalled()
if (!(await ensureBuilt())) process.exitCode = 1
else if (existsSync(sample)) process.exitCode = runNode(sample)
else {
  console.error(
    'Expected the sample in examples/quickstart/quickstart.mjs, but that file does not exist in this checkout.',
  )
  process.exitCode = 1
}

// node scripts/check-packed.mjs FOLDER: publint and attw on every tarball in FOLDER.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root, runNode, tool } from './workspace.mjs'

const [folder = ''] = process.argv.slice(2)
const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
let failed = tarballs.length === 0

for (const name of tarballs) {
  const tarball = join(folder, name)
  console.log(`== ${name}`)
  if (runNode(tool('publint/src/cli.js'), ['run', tarball, '--strict']) !== 0) failed = true
  // A package without an entry, as the command line is, has no types to check.
  if (!hasEntry(tarball)) continue
  const attw = ['--profile', 'esm-only', '--no-emoji', '--no-color', '--format', 'ascii']
  if (runNode(tool('@arethetypeswrong/cli/dist/index.js'), [tarball, ...attw]) !== 0) failed = true
}
process.exitCode = failed ? 1 : 0

function hasEntry(tarball) {
  const { stdout } = spawnSync('tar', ['-xzOf', tarball, 'package/package.json'], { cwd: root, encoding: 'utf8' })
  return JSON.parse(stdout).exports['.'] !== undefined
}

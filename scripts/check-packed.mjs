// node scripts/check-packed.mjs FOLDER: contents, publint and attw of every tarball in FOLDER.
import { spawnSync } from 'node:child_process'
import { readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { root, runNode, tool } from './workspace.mjs'

const [folder = ''] = process.argv.slice(2)
const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
let failed = tarballs.length === 0

for (const name of tarballs) {
  const tarball = join(folder, name)
  console.log(`== ${name}`)
  const wrong = [...wrongFiles(name), ...placesOf(name)]
  if (wrong.length > 0) failed = true
  for (const line of wrong) console.error(line)
  if (runNode(tool('publint/src/cli.js'), ['run', tarball, '--strict']) !== 0) failed = true
  // A package without an entry, as the command line is, has no types to check.
  if (!hasEntry(name)) continue
  const attw = ['--profile', 'esm-only', '--no-emoji', '--no-color', '--format', 'ascii']
  if (runNode(tool('@arethetypeswrong/cli/dist/index.js'), [tarball, ...attw]) !== 0) failed = true
}
process.exitCode = failed ? 1 : 0

function wrongFiles(name) {
  const files = tar('-tzf', name).split('\n').filter(Boolean)
  const missing = ['LICENSE', 'README.md', 'package.json'].filter((file) => !files.includes(`package/${file}`))
  const stray = files.filter((file) => /\/(src|test)\/|\.test\.|\.tsbuildinfo$|\.map$|(?<!\.d)\.ts$/.test(file))
  return [...missing.map((file) => `missing: ${file}`), ...stray.map((file) => `should not be packed: ${file}`)]
}

/** What is published must not tell where it was built, and be the same wherever that was. */
function placesOf(name) {
  const text = tar('-xzOf', name)
  const places = [root, realpathSync(root)].map((place) => place.replace(/[\\/]$/, ''))
  return [...new Set(places)].filter((place) => text.includes(place)).map((place) => `should not be told: ${place}`)
}

function hasEntry(name) {
  return JSON.parse(tar('-xzOf', name, 'package/package.json')).exports['.'] !== undefined
}

/** Archives are named without their folder: the tar of Git for Windows takes `C:` for another machine. */
function tar(...args) {
  return spawnSync('tar', args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 << 20 }).stdout
}

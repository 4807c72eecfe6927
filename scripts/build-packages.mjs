import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { packageFolders, root, startNode, tool } from './workspace.mjs'

/** Builds every package: JavaScript with tsup, declarations with `tsc -b`. Returns whether all of it succeeded. */
export async function buildPackages() {
  const started = performance.now()
  const folders = packageFolders()
  const builds = folders.map((folder) => ({
    what: relative(root, folder),
    script: tool('tsup/dist/cli-default.js'),
    args: [],
    cwd: folder,
  }))
  const tsc = tool('typescript/bin/tsc')
  const declarations = { what: 'declarations', script: tsc, args: ['-b', 'tsconfig.build.json'], cwd: root }
  const queue = [declarations, ...builds]
  let failed = 0
  const worker = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const { code, output } = await startNode(job.script, job.args, job.cwd)
      if (code === 0) continue
      failed += 1
      console.error(`Building ${job.what} failed:\n${output}`)
    }
  }
  await Promise.all([worker(), worker()])
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (failed === 0) console.log(`Built ${folders.length} packages in ${seconds} s`)
  return failed === 0
}

/** Builds if a package was never built or anything that goes into a build is newer than its result. */
export async function ensureBuilt() {
  const results = packageFolders().map((folder) => newest(join(folder, 'dist'), (name) => name.endsWith('.js')))
  const sources = packageFolders().flatMap((folder) => [
    ...['src', 'templates'].map((name) => newest(join(folder, name))),
    ...['package.json', 'tsup.config.ts', 'tsconfig.build.json'].map((name) => newest(join(folder, name))),
  ])
  const shared = ['tsup.base.ts', 'tsconfig.base.json', 'pnpm-lock.yaml'].map((name) => newest(join(root, name)))
  if (Math.min(...results) > Math.max(...sources, ...shared)) return true
  return buildPackages()
}

/** Time of the latest change of a file, or of any file in a folder; 0 where there is none. */
function newest(path, accept = () => true) {
  if (!existsSync(path)) return 0
  const facts = statSync(path)
  if (!facts.isDirectory()) return accept(path) ? facts.mtimeMs : 0
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name), accept)))
}

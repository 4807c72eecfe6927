// @ts-check
// What the other scripts share: where the repository is, how to start a program in it, and whether it is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Folders of all packages that are built: those with a tsup configuration. */
export function packageFolders() {
  const packages = join(root, 'packages')
  return readdirSync(packages)
    .map((name) => join(packages, name))
    .filter((folder) => existsSync(join(folder, 'tsup.config.ts')))
}

/**
 * Path of a development tool's script inside node_modules, to be started with this same Node.
 * @param {string} path
 */
export function tool(path) {
  return join(root, 'node_modules', ...path.split('/'))
}

/**
 * Runs a Node script in the foreground; returns its exit code.
 * @param {string} script
 * @param {string[]} args
 */
export function runNode(script, args = []) {
  const result = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
  if (result.error) throw result.error
  return result.status ?? 1
}

/**
 * Runs a Node script beside others; resolves to its exit code and everything it printed.
 * @param {string} script
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<{ code: number, output: string }>}
 */
export function startNode(script, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/**
 * Runs pnpm, in the version that `packageManager` names, through npx: a newcomer has npm and no pnpm.
 * @param {string[]} args
 * @param {string} cwd
 */
export function pnpm(args, cwd) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const result = spawnSync('npx', ['-y', packageManager, ...args], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    // On Windows npx is a command script, which only a shell can start.
    shell: process.platform === 'win32',
    env: { ...process.env, CI: 'true' },
  })
  if (result.error) throw result.error
  return result.status ?? 1
}

/**
 * Installs the dependencies if node_modules does not match the lockfile. Ends the process where that fails.
 */
export function ensureInstalled() {
  requireNode(20, 19)
  const wanted = fingerprint()
  const stamp = join(root, 'node_modules', '.installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return

  console.log('Installing dependencies …')
  const status = pnpm(
    ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only', '--loglevel=warn'],
    root,
  )
  if (status !== 0) {
    console.error('The installation failed. It needs npm and access to the package registry; see the messages above.')
    process.exit(status)
  }
  writeFileSync(stamp, wanted)
}

/** Hash of everything that decides what is installed: the lockfile and all manifests. */
function fingerprint() {
  const hash = createHash('sha256')
  const packages = join(root, 'packages')
  const manifests = readdirSync(packages).map((name) => join(packages, name, 'package.json'))
  for (const file of [join(root, 'pnpm-lock.yaml'), join(root, 'package.json'), ...manifests]) {
    if (existsSync(file)) hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}

/**
 * @param {number} major
 * @param {number} minor
 */
function requireNode(major, minor) {
  const [haveMajor = 0, haveMinor = 0] = process.versions.node.split('.').map(Number)
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return
  console.error(`Node ${major}.${minor} or later is needed; this is ${process.versions.node}.`)
  process.exit(1)
}

// @ts-check
// node scripts/build-standalone.mjs FOLDER: packs the command line and this Node into an archive for this platform, in FOLDER.
// It needs no Node where it is used: it is a single executable application, which Node's documentation describes, or, where those
// do not work, Node and the script beside each other. `--beside` builds the latter anywhere, to try it.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { archiveFolder, archiveName, hasSingleExecutables, releaseVersion, thisPlatform } from './release/archives.mjs'
import { writeChecksums } from './release/checksums.mjs'
import { argumentsOf } from './release/main.mjs'
import { packFolder } from './release/pack-folder.mjs'
import { signBinary } from './release/sign-binary.mjs'
import { ensureInstalled, root, tool } from './workspace.mjs'

/** What postject looks for in Node's executable, and turns on: given in Node's documentation, the same in every release. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

const beside = process.argv.includes('--beside') || !hasSingleExecutables(thisPlatform())
process.argv = process.argv.filter((argument) => argument !== '--beside')
const [folder = ''] = argumentsOf('FOLDER')
const platform = thisPlatform()
const version = releaseVersion()
const isWindows = process.platform === 'win32'

ensureInstalled()
const work = mkdtempSync(join(tmpdir(), 'cowork-mdm-standalone-'))
try {
  const bundle = join(work, 'bundle')
  node([tool('tsup/dist/cli-default.js'), '--config', 'tsup.standalone.config.ts', '--out-dir', bundle], 'packages/cli')
  const top = join(work, archiveFolder(version, platform))
  const binary = place(top, `bin/cowork-mdm${isWindows ? '.exe' : ''}`)
  if (beside) placeBeside(top, bundle)
  else buildBinary(binary, bundle)

  copyFileSync(join(bundle, 'cowork-mdm.1'), place(top, 'share/man/man1/cowork-mdm.1'))
  copyFileSync(join(root, 'LICENSE'), place(top, 'share/doc/cowork-mdm/LICENSE'))
  copyFileSync(join(bundle, 'THIRD-PARTY-NOTICES.txt'), place(top, 'share/doc/cowork-mdm/THIRD-PARTY-NOTICES.txt'))
  copyFileSync(licenceOfNode(), place(top, 'share/doc/cowork-mdm/NODE-LICENSE.txt'))
  // Where each shell looks below a prefix. It is the executable itself that writes them, which shows that it runs.
  for (const [shell, path] of Object.entries({
    bash: 'share/bash-completion/completions/cowork-mdm',
    zsh: 'share/zsh/site-functions/_cowork-mdm',
    fish: 'share/fish/vendor_completions.d/cowork-mdm.fish',
    powershell: 'share/powershell/cowork-mdm.ps1',
  })) {
    writeFileSync(place(top, path), execFileSync(binary, ['completion', shell]))
  }
  const archive = join(resolve(folder), archiveName(version, platform))
  mkdirSync(resolve(folder), { recursive: true })
  await packFolder(top, archive)
  writeChecksums(resolve(folder))
  console.log(archive)
} finally {
  rmSync(work, { recursive: true, force: true })
}

/**
 * Path of a file in the archive, whose folder is there.
 * @param {string} top
 * @param {string} path
 */
function place(top, path) {
  const file = join(top, path)
  mkdirSync(dirname(file), { recursive: true })
  return file
}

/**
 * @param {string} binary
 * @param {string} bundle
 */
function buildBinary(binary, bundle) {
  const blob = join(bundle, 'main.blob')
  // Paths from the bundle's folder: the executable holds that of the script, and is not to tell where it was built.
  const options = { disableExperimentalSEAWarning: true, useSnapshot: false, useCodeCache: true }
  writeFileSync(join(bundle, 'sea.json'), JSON.stringify({ main: 'main.cjs', output: 'main.blob', ...options }))
  // The code cache is not the same twice: V8 hashes names with a seed of its own for every run, and passes over a cache that was
  // made with another --hash-seed than it runs with.
  node(['--experimental-sea-config', 'sea.json'], bundle)

  copyNode(binary)
  if (process.platform === 'darwin') execFileSync('codesign', ['--remove-signature', binary])
  const macho = process.platform === 'darwin' ? ['--macho-segment-name', 'NODE_SEA'] : []
  node([tool('postject/dist/cli.js'), binary, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE, ...macho])
  signBinary(binary)
}

/**
 * A script that finds Node and the bundle from wherever it is linked to.
 * @param {string} top
 * @param {string} bundle
 */
function placeBeside(top, bundle) {
  const node = place(top, 'libexec/node')
  copyNode(node)
  signBinary(node)
  copyFileSync(join(bundle, 'main.cjs'), place(top, 'libexec/cowork-mdm.cjs'))
  const script = place(top, 'bin/cowork-mdm')
  const lines = ['#!/bin/sh', 'top=$(dirname "$(dirname "$(readlink -f "$0")")")', 'exec "$top/libexec/node"']
  writeFileSync(script, `${lines.join('\n')} "$top/libexec/cowork-mdm.cjs" "$@"\n`)
  chmodSync(script, 0o755)
}

/** @param {string} file */
function copyNode(file) {
  copyFileSync(process.execPath, file)
  chmodSync(file, 0o755)
  // Debugging symbols are a seventh of it. Whoever has no strip keeps them; on macOS signatures make it delicate.
  if (process.platform === 'linux') spawnSync('strip', [file])
}

/** Node's licence names all that is in Node. Where it lies depends on who packed it. */
function licenceOfNode() {
  const beside = dirname(process.execPath)
  const places = ['LICENSE', '../LICENSE', '../share/doc/nodejs/LICENSE', '../share/doc/nodejs/copyright']
  const found = places.map((path) => join(beside, path)).find((path) => existsSync(path))
  if (found) return found
  throw new Error(
    `Expected Node's licence at ${places.join(', ')} from ${beside}, found none. Use Node from nodejs.org.`,
  )
}

/**
 * Runs Node; what it printed is shown where it fails.
 * @param {string[]} args
 * @param {string} [cwd] from the repository's root
 */
function node(args, cwd = '.') {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: resolve(root, cwd), encoding: 'utf8' })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
}

// @ts-check
// node scripts/release/debian-package.mjs FOLDER ARCHITECTURE: makes the Debian package (amd64, arm64) of the Linux archive in
// FOLDER, whose checksum must be right, and adds it to checksums.txt. Needs dpkg-deb.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { archiveFolder, archiveName, home, releaseVersion } from './archives.mjs'
import { verifiedFile, writeChecksums } from './checksums.mjs'
import { argumentsOf, isMain } from './main.mjs'
import { unpack } from './unpack.mjs'

const ARCHITECTURES = /** @type {const} */ ({ amd64: 'linux-x64', arm64: 'linux-arm64' })

/** @typedef {keyof typeof ARCHITECTURES} Architecture */

/**
 * The version as Debian sorts it: `1.2.0-rc.1` comes before `1.2.0` only with a tilde.
 * @param {string} version
 */
export function debianVersion(version) {
  return version.replace('-', '~')
}

/**
 * @param {string} folder
 * @param {Architecture} architecture
 * @returns {string} path of the package
 */
export function debianPackage(folder, architecture) {
  const version = releaseVersion()
  const platform = ARCHITECTURES[architecture]
  const work = mkdtempSync(join(tmpdir(), 'cowork-mdm-deb-'))
  try {
    unpack(verifiedFile(folder, archiveName(version, platform)), work)
    const tree = join(work, 'tree')
    mkdirSync(tree)
    renameSync(join(work, archiveFolder(version, platform)), join(tree, 'usr'))
    arrange(tree, version)
    const file = join(resolve(folder), `cowork-mdm_${debianVersion(version)}_${architecture}.deb`)
    // gzip, as xz needs a minute for it and older systems know no zstd.
    const env = { ...process.env, SOURCE_DATE_EPOCH: String(Date.UTC(1980, 0, 1) / 1000) }
    control(tree, version, architecture)
    execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z6', '--build', tree, file], { env, stdio: 'pipe' })
    writeChecksums(folder)
    return file
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * Moves what Debian wants elsewhere or compressed.
 * @param {string} tree
 * @param {string} version
 */
function arrange(tree, version) {
  const share = join(tree, 'usr/share')
  const doc = join(share, 'doc/cowork-mdm')
  mkdirSync(join(share, 'zsh/vendor-completions'), { recursive: true })
  renameSync(join(share, 'zsh/site-functions/_cowork-mdm'), join(share, 'zsh/vendor-completions/_cowork-mdm'))
  for (const path of ['zsh/site-functions', 'powershell']) rmSync(join(share, path), { recursive: true })
  compress(join(share, 'man/man1/cowork-mdm.1'))
  writeFileSync(join(doc, 'copyright'), copyright(readFileSync(join(doc, 'LICENSE'), 'utf8')))
  rmSync(join(doc, 'LICENSE'))
  mkdirSync(join(share, 'lintian/overrides'), { recursive: true })
  writeFileSync(join(share, 'lintian/overrides/cowork-mdm'), OVERRIDES)
  const entry = `cowork-mdm (${debianVersion(version)}) unstable; urgency=medium\n\n  * See ${home}/releases/tag/v${version}\n\n`
  // A changelog has a date; this one is that of every file in the archive.
  const signature = ` -- the cowork-mdm authors <${MAINTAINER}>  Tue, 01 Jan 1980 00:00:00 +0000\n`
  writeFileSync(join(doc, 'changelog'), entry + signature)
  compress(join(doc, 'changelog'))
}

/** Node's own executable is as it is. */
const OVERRIDES = `cowork-mdm binary: embedded-library *
cowork-mdm binary: hardening-no-pie *
`

/** A maintainer needs an address; this one is nobody's. */
const MAINTAINER = 'cowork-mdm@users.noreply.github.com'

/**
 * @param {string} tree
 * @param {string} version
 * @param {Architecture} architecture
 */
function control(tree, version, architecture) {
  const folder = join(tree, 'DEBIAN')
  mkdirSync(folder)
  const files = filesIn(join(tree, 'usr'))
  const size = files.reduce((sum, file) => sum + Math.ceil(statSync(file).size / 1024), 0)
  const fields = {
    Package: 'cowork-mdm',
    Version: debianVersion(version),
    Architecture: architecture,
    Maintainer: `the cowork-mdm authors <${MAINTAINER}>`,
    'Installed-Size': size,
    Depends: 'libc6 (>= 2.28), libstdc++6',
    Section: 'admin',
    Priority: 'optional',
    Homepage: home,
    Description: `managed settings of Claude Desktop\n ${DESCRIPTION.join('\n ')}`,
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`)
  writeFileSync(join(folder, 'control'), lines.join(''))
  const sums = files.map((file) => `${md5(file)}  ${relative(tree, file)}\n`)
  writeFileSync(join(folder, 'md5sums'), sums.join(''))
  for (const file of [...files, join(folder, 'control'), join(folder, 'md5sums')]) {
    chmodSync(file, dirname(file).endsWith('/bin') ? 0o755 : 0o644)
  }
}

const DESCRIPTION = [
  'Reads the settings schema out of the app, writes and checks configuration',
  'profiles, policy templates and registry files, and explains what a machine',
  'makes of them. Node is part of the executable.',
]

/** @param {string} licence */
function copyright(licence) {
  return `The command line of cowork-mdm, from ${home}

${licence}
The executable contains Node.js and other packages, whose licences are in
NODE-LICENSE.txt and THIRD-PARTY-NOTICES.txt beside this file.
`
}

/** @param {string} file */
function compress(file) {
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
  rmSync(file)
}

/** @param {string} file */
function md5(file) {
  return createHash('md5').update(readFileSync(file)).digest('hex')
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

if (isMain(import.meta.url)) {
  const [folder = '', architecture = ''] = argumentsOf('FOLDER', 'ARCHITECTURE')
  if (!Object.hasOwn(ARCHITECTURES, architecture)) {
    console.error(`Expected ARCHITECTURE to be ${Object.keys(ARCHITECTURES).join(' or ')}, found ${architecture}.`)
    process.exit(2)
  }
  console.log(debianPackage(folder, /** @type {Architecture} */ (architecture)))
}

// @ts-check
// node scripts/release/macos-package.mjs FOLDER: makes the installer package of this Mac's archive in FOLDER, whose checksum must be
// right, and adds it to checksums.txt. It is signed where MACOS_INSTALLER_IDENTITY is set.

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { archiveFolder, archiveName, home, releaseVersion, thisPlatform } from './archives.mjs'
import { verifiedFile, writeChecksums } from './checksums.mjs'
import { argumentsOf, isMain } from './main.mjs'
import { unpack } from './unpack.mjs'

/** Reverse DNS name of what is installed, from the project's page: `com.github.owner.cowork-mdm`. */
export function packageIdentifier(page = home) {
  const { host, pathname } = new URL(page)
  return [...host.split('.').reverse(), ...pathname.split('/').filter(Boolean)].join('.')
}

/** Links from where shells and man look to where things are. */
const LINKS = {
  'usr/local/bin/cowork-mdm': 'bin/cowork-mdm',
  'usr/local/share/man/man1/cowork-mdm.1': 'share/man/man1/cowork-mdm.1',
  'usr/local/share/zsh/site-functions/_cowork-mdm': 'share/zsh/site-functions/_cowork-mdm',
}

/**
 * Lays out what is installed below `/`: everything under /opt/cowork-mdm, and links below /usr/local.
 * @param {string} tree the unpacked archive, which is moved
 * @param {string} target
 */
export function layOut(tree, target) {
  mkdirSync(join(target, 'opt'), { recursive: true })
  renameSync(tree, join(target, 'opt/cowork-mdm'))
  for (const [link, path] of Object.entries(LINKS)) {
    mkdirSync(dirname(join(target, link)), { recursive: true })
    symlinkSync(`/opt/cowork-mdm/${path}`, join(target, link))
  }
}

/**
 * What Installer shows and asks for. Only this architecture is offered, and nothing asks for Rosetta.
 * @param {{ version: string, architecture: 'arm64' | 'x86_64', identifier: string }} release
 */
export function distribution({ version, architecture, identifier }) {
  return `<?xml version="1.0" encoding="utf-8"?>
<installer-gui-script minSpecVersion="2">
  <title>cowork-mdm ${version}</title>
  <options customize="never" require-scripts="false" hostArchitectures="${architecture}"/>
  <choices-outline><line choice="cowork-mdm"/></choices-outline>
  <choice id="cowork-mdm" visible="false"><pkg-ref id="${identifier}"/></choice>
  <pkg-ref id="${identifier}" version="${version}">component.pkg</pkg-ref>
</installer-gui-script>
`
}

/**
 * @param {string} folder
 * @param {import('./archives.mjs').Platform} platform
 */
function buildPackage(folder, platform) {
  const version = releaseVersion()
  const identifier = packageIdentifier()
  const work = mkdtempSync(join(tmpdir(), 'cowork-mdm-pkg-'))
  try {
    unpack(verifiedFile(folder, archiveName(version, platform)), work)
    const target = join(work, 'root')
    layOut(join(work, archiveFolder(version, platform)), target)
    const component = join(work, 'component.pkg')
    const facts = ['--identifier', identifier, '--version', version, '--install-location', '/']
    run('pkgbuild', ['--root', target, ...facts, '--ownership', 'recommended', component])
    const script = join(work, 'distribution.xml')
    const architecture = platform === 'macos-arm64' ? 'arm64' : 'x86_64'
    writeFileSync(script, distribution({ version, architecture, identifier }))
    const identity = process.env.MACOS_INSTALLER_IDENTITY
    const sign = identity ? ['--sign', identity, '--timestamp'] : []
    const file = join(resolve(folder), `${archiveFolder(version, platform)}.pkg`)
    run('productbuild', ['--distribution', script, '--package-path', work, ...sign, file])
    writeChecksums(folder)
    console.log(file)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  execFileSync(program, args, { stdio: 'inherit' })
}

if (isMain(import.meta.url)) {
  const [folder = ''] = argumentsOf('FOLDER')
  buildPackage(folder, thisPlatform())
}

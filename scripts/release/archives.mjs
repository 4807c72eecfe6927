// @ts-check
// Names of what a release consists of, in one place: the workflow, the formula and the packages all ask here.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace.mjs'

/** The platforms that get a standalone archive, in the order of the checksums. */
export const PLATFORMS = /** @type {const} */ (['linux-arm64', 'linux-x64', 'macos-arm64', 'macos-x64', 'windows-x64'])

/** @typedef {(typeof PLATFORMS)[number]} Platform */

const SYSTEMS = /** @type {Record<string, string>} */ ({ darwin: 'macos', linux: 'linux', win32: 'windows' })

/**
 * The platform that this Node runs on.
 * @returns {Platform}
 */
export function thisPlatform() {
  const name = `${SYSTEMS[process.platform]}-${process.arch}`
  const known = PLATFORMS.find((platform) => platform === name)
  if (known) return known
  throw new Error(`Expected one of ${PLATFORMS.join(', ')}, found ${process.platform}-${process.arch}.`)
}

/** Version of the command line, and so of the release. */
export function releaseVersion() {
  return /** @type {string} */ (JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8')).version)
}

/**
 * The folder inside an archive.
 * @param {string} version
 * @param {Platform} platform
 */
export function archiveFolder(version, platform) {
  return `cowork-mdm-${version}-${platform}`
}

/**
 * @param {string} version
 * @param {Platform} platform
 */
export function archiveName(version, platform) {
  return `${archiveFolder(version, platform)}${platform.startsWith('windows') ? '.zip' : '.tar.gz'}`
}

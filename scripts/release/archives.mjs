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

/**
 * Whether Node makes single executable applications for a platform. On Intel Macs they end with a segmentation fault, and Node's
 * documentation excludes them (nodejs/node issues 59553 and 62893).
 * @param {Platform} platform
 */
export function hasSingleExecutables(platform) {
  return platform !== 'macos-x64'
}

/** The project's page, of which releases are part; no slash at its end. */
export const home = /** @type {string} */ (readJson('package.json').homepage)

/** Version of the command line, and so of the release. */
export function releaseVersion() {
  return /** @type {string} */ (readJson('packages/cli/package.json').version)
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
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

// @ts-check
// npm run release:version: gives all packages the version that the changesets ask for, moves their texts to the changelogs, and
// has whatever names the version follow: the plugin for Claude Code, the example workflow and the lockfile.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, pnpm, root, runNode, tool } from '../workspace.mjs'
import { releaseVersion } from './archives.mjs'

/** @type {[path: string, place: RegExp][]} */
const FOLLOWERS = [
  ['packages/claude-plugin/.claude-plugin/plugin.json', /("version": ")[^"]*/],
  ['examples/watch-release/watch-release.yml', /(COWORK_MDM: ).*/],
]

ensureInstalled()
process.exitCode = runNode(tool('@changesets/cli/bin.js'), ['version'])
if (process.exitCode === 0) {
  for (const [path, place] of FOLLOWERS) {
    const file = join(root, path)
    writeFileSync(file, readFileSync(file, 'utf8').replace(place, `$1${releaseVersion()}`))
  }
  process.exitCode = pnpm(['install', '--lockfile-only'], root)
}

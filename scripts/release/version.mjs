// @ts-check
// npm run release:version: gives all packages the version that the changesets ask for, moves their texts to the changelogs, and
// has the plugin for Claude Code and the lockfile follow.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, pnpm, root, runNode, tool } from '../workspace.mjs'
import { releaseVersion } from './archives.mjs'

ensureInstalled()
process.exitCode = runNode(tool('@changesets/cli/bin.js'), ['version'])
if (process.exitCode === 0) {
  const manifest = join(root, 'packages/claude-plugin/.claude-plugin/plugin.json')
  const text = readFileSync(manifest, 'utf8')
  writeFileSync(manifest, text.replace(/("version": ")[^"]*/, `$1${releaseVersion()}`))
  process.exitCode = pnpm(['install', '--lockfile-only'], root)
}

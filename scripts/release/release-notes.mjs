// @ts-check
// node scripts/release/release-notes.mjs FILE: writes what the changelog of the command line says of its version to FILE.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../workspace.mjs'
import { releaseVersion } from './archives.mjs'
import { argumentsOf, isMain } from './main.mjs'

/**
 * The section of a version, without its heading; empty where there is none.
 * @param {string} changelog as changesets writes it
 * @param {string} version
 */
export function notesOf(changelog, version) {
  const [, ...sections] = `\n${changelog}`.split(/\n## (?=\S+\n)/)
  const section = sections.find((text) => text.startsWith(`${version}\n`)) ?? ''
  return section.slice(section.indexOf('\n') + 1).trim()
}

if (isMain(import.meta.url)) {
  const [file = ''] = argumentsOf('FILE')
  const changelog = join(root, 'packages/cli/CHANGELOG.md')
  const notes = existsSync(changelog) ? notesOf(readFileSync(changelog, 'utf8'), releaseVersion()) : ''
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${notes}\n`)
}

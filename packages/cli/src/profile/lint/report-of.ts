import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { formatGithub, formatJunit, formatSarif, type Finding } from '@cowork-mdm/linter'
import { readVersion } from '../../version.js'
import { STDIN } from '../read-input.js'
import type { LintedFile } from './read-linted-files.js'

/** Findings in a form that another tool reads. Its paths count from the root of the repository. */
export function reportOf(
  format: 'sarif' | 'github' | 'junit',
  { findings, files }: { findings: readonly Finding[]; files: readonly LintedFile[] },
): string {
  const root = repositoryRoot(process.cwd())
  const fromRoot = (path: string) => (path === STDIN ? 'stdin' : relative(root, resolve(path)).split(sep).join('/'))
  const placed = findings.map((finding) => ({
    ...finding,
    location: { ...finding.location, file: fromRoot(finding.location.file) },
  }))
  switch (format) {
    case 'sarif':
      return formatSarif(placed, { version: readVersion() })
    case 'github':
      return formatGithub(placed)
    case 'junit':
      return formatJunit(
        files.map(({ path }) => fromRoot(path)),
        placed,
      )
  }
}

/** The nearest folder upwards that git knows; the current one where there is none. */
function repositoryRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) return folder
  }
}

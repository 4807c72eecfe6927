import type { Finding } from '@cowork-mdm/linter'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { counted } from '@cowork-mdm/schema'
import { plainText } from '../../output/plain-text.js'
import type { Terminal } from '../../output/terminal.js'
import { maskSecrets } from '../mask-secrets.js'
import { renderProblems } from '../render-problems.js'
import { sourceFrame, sourceText, type SourceText } from '../source-frame.js'
import type { FixedFiles } from './fix-files.js'
import type { LintedFile } from './read-linted-files.js'

interface Rendered {
  findings: readonly Finding[]
  files: readonly LintedFile[]
  document: SchemaDocument
}

/** Every finding with its place, its rule, and the line of the file it stands in, without secrets. */
export function renderFindings(
  { findings, files, document }: Rendered,
  terminal: Terminal,
  showSecrets: boolean,
): string {
  const sources = new Map<string, SourceText>()
  for (const { opened } of files) {
    if ('admxProblems' in opened) {
      // Templates hold no values.
      for (const [file, text] of opened.texts) sources.set(file, sourceText(text))
      continue
    }
    if (!('profile' in opened) || opened.artifact.text === undefined) continue
    for (const [file, text] of opened.texts)
      sources.set(file, sourceText(showSecrets ? text : maskSecrets(text, opened.profile, { file, document })))
  }
  const problems = findings.map(({ rule, severity, message, location: { file, start, end, line, column } }) => {
    const source = line === undefined ? undefined : sources.get(file)
    return {
      file,
      code: rule,
      severity,
      message: `${message} (${rule})`,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
      ...(source && end > start && { frame: sourceFrame(source, [start, end]) }),
    }
  })
  return renderProblems([{ file: '', problems }], terminal)
}

/** `2 errors, 1 warning in 3 files; 1 can be mended with --fix`. */
export function lintSummary({ findings, files, fixes }: Rendered & { fixes: FixedFiles | undefined }): string {
  const where = files.length === 1 ? plainText(files[0]!.path) : counted(files.length, 'file')
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length
  const parts = (['error', 'warning'] as const).flatMap((severity) =>
    count(severity) > 0 ? [counted(count(severity), severity)] : [],
  )
  if (count('info') > 0) parts.push(`${count('info')} info`)
  const found = parts.length === 0 ? 'Nothing found' : parts.join(', ')
  const fixable = findings.filter(({ fix }) => fix).length
  const mended =
    fixes && fixes.fixed.length > 0 ? `; ${fixes.fixed.length} ${fixes.changed ? 'mended' : 'would be mended'}` : ''
  const advice = !fixes && fixable > 0 ? `; ${fixable} can be mended with --fix` : ''
  return `${found} in ${where}${mended}${advice}`
}

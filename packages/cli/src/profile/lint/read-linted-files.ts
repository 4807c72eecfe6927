import type { Artifact, Unreadable } from '@cowork-mdm/encoder'
import type { LintedTemplate } from '@cowork-mdm/linter'
import type { SchemaDocument } from '@cowork-mdm/schema'
import type { RunContext } from '../../outcome.js'
import { tryOpenProfile, type OpenedProfile, type UnreadableFile } from '../open-profile.js'
import { readInput } from '../read-input.js'
import { isTemplate } from './template-path.js'

/** A file as it is linted: a profile with everything that it extends. */
export interface LintedFile {
  path: string
  bytes: Uint8Array
  opened: OpenedProfile | UnreadableFile | LintedTemplate
  linted: Artifact | Unreadable | LintedTemplate
}

/** @param contents of files that are not to be read again */
export async function readLintedFiles(
  paths: readonly string[],
  document: SchemaDocument,
  context: RunContext,
  contents: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<LintedFile[]> {
  const files: LintedFile[] = []
  for (const [index, path] of paths.entries()) {
    context.progress(`${index} of ${paths.length} files`)
    const bytes = contents.get(path) ?? (await readInput(path))
    const opened = isTemplate(path)
      ? await (await import('./read-template.js')).readTemplate(path, bytes)
      : await tryOpenProfile(path, document, bytes)
    files.push({ path, bytes, opened, linted: lintedOf(opened) })
  }
  return files
}

/** With everything that it extends, and with what was around it. */
function lintedOf(opened: LintedFile['opened']): LintedFile['linted'] {
  if (!('profile' in opened)) return opened
  const { artifact, profile, signature } = opened
  return { ...artifact, profile, ...(signature && { isSigned: true }) }
}

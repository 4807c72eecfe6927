import type { Artifact, Unreadable } from '@cowork-mdm/encoder'
import type { SchemaDocument } from '@cowork-mdm/schema'
import type { RunContext } from '../../outcome.js'
import { tryOpenProfile, type OpenedProfile, type UnreadableFile } from '../open-profile.js'
import { readInput } from '../read-input.js'

/** A file as it is linted: a profile with everything that it extends. */
export interface LintedFile {
  path: string
  bytes: Uint8Array
  opened: OpenedProfile | UnreadableFile
  linted: Artifact | Unreadable
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
    const opened = await tryOpenProfile(path, document, bytes)
    const linted = 'profile' in opened ? { ...opened.artifact, profile: opened.profile } : opened
    files.push({ path, bytes, opened, linted })
  }
  return files
}

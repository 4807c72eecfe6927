import { buffer } from 'node:stream/consumers'
import { EncoderError, type Artifact, type Unreadable } from '@cowork-mdm/encoder'
import { readFileBytes } from '@cowork-mdm/machine'
import type { SchemaDocument } from '@cowork-mdm/schema'
import type { RunContext } from '../../outcome.js'
import { tryOpenProfile, type OpenedProfile, type UnreadableFile } from '../open-profile.js'
import { STDIN } from './lint-inputs.js'

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
    const bytes = contents.get(path) ?? (await bytesOf(path))
    const opened = await open(path, bytes, document)
    const linted = 'profile' in opened ? { ...opened.artifact, profile: opened.profile } : opened
    files.push({ path, bytes, opened, linted })
  }
  return files
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return path === STDIN ? buffer(process.stdin) : readFileBytes(path)
}

/** A signature that cannot be opened is wrong with the file too. */
async function open(
  path: string,
  bytes: Uint8Array,
  document: SchemaDocument,
): Promise<OpenedProfile | UnreadableFile> {
  try {
    return await tryOpenProfile(path, document, bytes)
  } catch (cause) {
    if (!(cause instanceof EncoderError)) throw cause
    return { file: path, code: cause.code, problems: [{ file: path, message: cause.message }], cause }
  }
}

import { CoworkError, type FileFacts, type Host } from '@cowork-mdm/machine'
import type { SourceProblem, SourceState, StoredFacts } from './managed-source.js'

/** What came of looking at a file: its bytes, or why there are none. */
export type FileReading =
  | { state: 'absent' }
  | { state: 'read'; facts: FileFacts; bytes: Buffer }
  | { state: 'unusable' | 'unknown'; facts?: FileFacts; problem: SourceProblem }

/** Failures by what they mean for the app: it fails at the same, or it may see what this process cannot. */
const PROBLEMS: Readonly<Record<string, [SourceState & ('unusable' | 'unknown'), SourceProblem['code']]>> = {
  'permission-denied': ['unknown', 'no-permission'],
  'link-not-followed': ['unknown', 'link-not-followed'],
  'untrusted-folder': ['unknown', 'link-not-followed'],
  'link-escapes': ['unknown', 'link-not-followed'],
  'too-large': ['unknown', 'too-large'],
  'link-loop': ['unusable', 'is-link'],
  'is-a-folder': ['unusable', 'not-a-file'],
  'not-a-file': ['unusable', 'not-a-file'],
}

/** Reads a file that may be missing, broken or somebody else's; nothing of that is thrown. */
export async function readFile(host: Host, path: string, maxBytes?: number): Promise<FileReading> {
  let facts: FileFacts | undefined
  try {
    facts = await host.stat(path)
    if (!facts) return { state: 'absent' }
    if (facts.type !== 'file' && facts.type !== 'link')
      return { state: 'unusable', facts, problem: notAFile(path, facts) }
    return { state: 'read', facts, bytes: await host.read(path, maxBytes === undefined ? {} : { maxBytes }) }
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    if (cause.code === 'not-a-folder' || (cause.code === 'file-missing' && facts?.type !== 'link'))
      return { state: 'absent' }
    return { ...failed(cause, facts), ...(facts && { facts }) }
  }
}

/** What a failure says about a source. */
export function failed(
  { code, message, hint }: CoworkError,
  facts?: FileFacts,
): { state: 'unusable' | 'unknown'; problem: SourceProblem } {
  const isDangling = code === 'file-missing' && facts?.type === 'link'
  const [state, kind] = isDangling ? (['unusable', 'is-link'] as const) : (PROBLEMS[code] ?? ['unknown', 'cannot-look'])
  const severity = state === 'unusable' ? 'error' : 'unknown'
  return { state, problem: { code: kind, severity, message, ...(hint !== undefined && { hint }) } }
}

function notAFile(path: string, { type }: FileFacts): SourceProblem {
  const found = type === 'folder' ? 'a folder' : 'a pipe or a device'
  return { code: 'not-a-file', severity: 'error', message: `Expected a file at ${path}, found ${found}.` }
}

/** Facts as plain JSON. */
export function storedFacts({ type, size, modified, mode, uid, gid, target }: FileFacts): StoredFacts {
  return {
    type,
    size,
    modified: modified.toISOString(),
    ...(mode !== undefined && { mode: mode.toString(8).padStart(4, '0') }),
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
    ...(target !== undefined && { target }),
  }
}

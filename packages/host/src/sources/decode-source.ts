import { tryDecode, type Artifact, type FormatName, type Unreadable } from '@cowork-mdm/encoder'
import type { SchemaDocument } from '@cowork-mdm/schema'
import type { SourceProblem } from './managed-source.js'

export interface SourceContent {
  artifact?: Artifact
  problems: SourceProblem[]
}

/** What the bytes of a source mean; a file that is broken is a problem. Nothing of its content is quoted. */
export function decodeSource(
  file: { path: string; bytes: Uint8Array },
  { format, document }: { format: FormatName; document: SchemaDocument },
): SourceContent {
  const decoded = tryDecode(file, { document, format })
  if ('raw' in decoded) return { artifact: decoded, problems: markOf(decoded) }
  if (decoded.code !== 'duplicate-key' || format === 'plist') return { problems: decoded.problems.map(unparseable) }
  // JSON.parse, which the app uses, takes the last of several; so does this, and places are lost.
  const parsed: unknown = JSON.parse(new TextDecoder().decode(file.bytes))
  const again = tryDecode({ ...file, bytes: Buffer.from(JSON.stringify(parsed)) }, { document, format })
  const twice = decoded.problems.map((problem) => nameTwice(problem))
  return 'raw' in again ? { artifact: again, problems: twice } : { problems: again.problems.map(unparseable) }
}

type Place = Unreadable['problems'][number]

function unparseable({ message, line, column }: Place): SourceProblem {
  return { code: 'unparseable', severity: 'error', message, ...placeOf({ line, column }) }
}

function nameTwice({ message, line, column }: Place): SourceProblem {
  return { code: 'name-twice', severity: 'warning', message, ...placeOf({ line, column }) }
}

function markOf({ notes }: Artifact): SourceProblem[] {
  return notes
    .filter(({ code }) => code === 'byte-order-mark')
    .map(({ message }) => ({
      code: 'byte-order-mark',
      severity: 'warning',
      message,
      hint: 'Save it as UTF-8 without one: nobody has told whether the app reads it so.',
    }))
}

function placeOf({ line, column }: { line: number | undefined; column: number | undefined }) {
  return { ...(line !== undefined && { line }), ...(column !== undefined && { column }) }
}

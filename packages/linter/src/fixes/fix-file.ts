import { tryDecode, type FileBytes } from '@cowork-mdm/encoder'
import type { Finding, TextEdit } from '../finding.js'
import { lint, type LintOptions } from '../lint.js'
import { encodeText, encodingOf } from './text-encoding.js'

export interface FixedFile {
  bytes: Uint8Array
  /** Findings that are mended, in the order in which they were. Empty where the bytes are those that were given. */
  fixed: Finding[]
}

/** A fix may make way for another one, a renamed setting for a native list. None makes way for itself. */
const MOST_PASSES = 10

/**
 * Applies every fix there is to a file, as often as something is left to mend. Encoding, byte order mark and line ends stay
 * as they are where they are not what is mended. A file that cannot be read, a binary one, and one whose text does not come
 * back as the same bytes are left alone.
 */
export function fixFile(file: FileBytes, options: LintOptions): FixedFile {
  const fixed: Finding[] = []
  let { bytes } = file
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const mended = fixOnce({ path: file.path, bytes }, options)
    if (!mended) break
    bytes = mended.bytes
    fixed.push(...mended.fixed)
  }
  return { bytes, fixed }
}

function fixOnce(file: FileBytes, options: LintOptions): FixedFile | undefined {
  const artifact = tryDecode(file, { document: options.document })
  if (!('profile' in artifact) || artifact.text === undefined) return undefined
  const chosen = withoutOverlaps(lint([artifact], options).filter(({ fix }) => fix))
  const encoding = chosen.find(({ fix }) => fix!.encoding)?.fix?.encoding ?? encodingOf(file.bytes, artifact.text)
  if (chosen.length === 0 || encoding === undefined) return undefined
  const edits = chosen.flatMap(({ fix }) => fix!.edits)
  const bytes = encodeText(applyEdits(artifact.text, edits), encoding)
  const isSame = bytes.length === file.bytes.length && bytes.every((byte, index) => byte === file.bytes[index])
  return isSame ? undefined : { bytes, fixed: chosen }
}

/** The fixes that can be made together; of two that touch the same text, the first. */
function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const taken: TextEdit[] = []
  return findings.filter(({ fix }) => {
    const { edits } = fix!
    const isFree = edits.every((edit) => !taken.some((other) => edit.start < other.end && other.start < edit.end))
    if (isFree) taken.push(...edits)
    return isFree
  })
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((left, right) => left.start - right.start)
  let end = 0
  const parts = sorted.flatMap((edit) => {
    const before = text.slice(end, edit.start)
    end = edit.end
    return [before, edit.text]
  })
  return [...parts, text.slice(end)].join('')
}

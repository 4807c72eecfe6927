import { lineStarts, positionAt, ProfileError, type ProfileProblem } from '@cowork-mdm/profile'
import type { Artifact } from './artifact.js'
import { decode } from './decode.js'
import { EncoderError } from './encoder-error.js'
import type { DecodeOptions, FileBytes } from './format.js'
import { kindOfPlist } from './plist/kind-of-plist.js'
import { detectRegistryFile } from './registry/detect-registry-file.js'
import { decodeRegistryText } from './registry/registry-text.js'

/** A file that is not what it should be. */
export interface Unreadable {
  file: string
  /** Of the decoder's error. */
  code: string
  /** At least one. */
  problems: ReadProblem[]
  hint?: string
  cause: unknown
}

export interface ReadProblem {
  message: string
  /** `[start, end)` as in an artifact. */
  start?: number
  end?: number
  /** Both from 1. */
  line?: number
  column?: number
}

/** As `decode`, for many files: what is wrong with one that cannot be read is a result too, with its places. */
export function tryDecode(file: FileBytes, options: DecodeOptions): Artifact | Unreadable {
  try {
    return decode(file, options)
  } catch (cause) {
    if (!(cause instanceof ProfileError) && !(cause instanceof EncoderError)) throw cause
    const { code, message, hint } = cause
    const found: readonly Omit<ProfileProblem, 'file'>[] =
      cause instanceof EncoderError ? [{ message, ...(cause.range && { range: cause.range }) }] : cause.problems
    const problems = (found.length > 0 ? found : [{ message }]).map((problem) => placed(problem, file))
    return { file: file.path, code, problems, cause, ...(hint !== undefined && { hint }) }
  }
}

function placed({ message, range }: Omit<ProfileProblem, 'file'>, file: FileBytes): ReadProblem {
  if (!range) return { message }
  const [start, end] = range
  // Bytes have no lines.
  if (kindOfPlist(file.bytes) === 'binary') return { message, start, end }
  return { message, start, end, ...positionAt(lineStarts(textOf(file)), start) }
}

/** The text that places count in: registry files are read without their byte order mark, others with it. */
function textOf(file: FileBytes): string {
  if (detectRegistryFile(file)) return decodeRegistryText(file).text
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes)
}

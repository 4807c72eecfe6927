import { decode, EncoderError, type Artifact } from '@cowork-mdm/encoder'
import { CoworkError, readFileBytes } from '@cowork-mdm/machine'
import { lineStarts, positionAt, ProfileError, type ProfileProblem } from '@cowork-mdm/profile'
import type { SchemaDocument } from '@cowork-mdm/schema'

/**
 * Reads a file of any format.
 *
 * @throws CoworkError where it cannot be read, with `file:line:column` before the message where there is a place. No line of
 * the file is shown: nothing tells which part of a broken file is a secret.
 */
export async function openArtifact(path: string, document: SchemaDocument): Promise<Artifact> {
  const bytes = await readFileBytes(path)
  try {
    return decode({ path, bytes }, { document })
  } catch (cause) {
    if (!(cause instanceof ProfileError) && !(cause instanceof EncoderError)) throw cause
    const [first] = faultsOf(cause, bytes)
    const options = { cause, ...(cause.hint !== undefined && { hint: cause.hint }) }
    throw new CoworkError(cause.code, `${placeText(path, first!)}: ${first!.message}`, options)
  }
}

/** Something wrong in a file that could not be read. */
export interface Fault extends ProfileProblem {
  line?: number
  column?: number
}

/** Everything that kept a file from being read, with places. */
export function faultsOf(error: ProfileError | EncoderError, bytes: Uint8Array): Fault[] {
  const problems = error instanceof ProfileError ? error.problems : []
  const all: readonly ProfileProblem[] =
    problems.length > 0
      ? problems
      : [{ message: error.message, ...('range' in error && error.range && { range: error.range }) }]
  const starts = lineStarts(textOf(bytes))
  return all.map((problem) => (problem.range ? { ...problem, ...positionAt(starts, problem.range[0]) } : problem))
}

/** `file:line:column`, as editors and terminals make it a link. */
export function placeText(path: string, { line, column }: { line?: number; column?: number }): string {
  return line === undefined ? path : `${path}:${line}:${column}`
}

/** A byte order mark tells the encoding of text; binary files have no lines to speak of. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)
}

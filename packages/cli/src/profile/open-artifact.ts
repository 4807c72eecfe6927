import { tryDecode, type Artifact, type ReadProblem } from '@cowork-mdm/encoder'
import { CoworkError, readFileBytes } from '@cowork-mdm/machine'
import type { SchemaDocument } from '@cowork-mdm/schema'

/**
 * Reads a file of any format.
 *
 * @throws CoworkError where it cannot be read, with `file:line:column` before the message where there is a place. No line of
 * the file is shown: nothing tells which part of a broken file is a secret.
 */
export async function openArtifact(path: string, document: SchemaDocument): Promise<Artifact> {
  const bytes = await readFileBytes(path)
  const read = tryDecode({ path, bytes }, { document })
  if ('profile' in read) return read
  const { code, problems, hint, cause } = read
  const [first] = problems
  throw new CoworkError(code, `${placeText(path, first!)}: ${first!.message}`, {
    cause,
    ...(hint !== undefined && { hint }),
  })
}

/** `file:line:column`, as editors and terminals make it a link. */
export function placeText(path: string, { line, column }: Pick<ReadProblem, 'line' | 'column'>): string {
  return line === undefined ? path : `${path}:${line}:${column}`
}

import { readFile } from 'node:fs/promises'
import { tryDecode, type Artifact, type FileBytes, type ReadProblem, type Unreadable } from '@cowork-mdm/encoder'
import { CoworkError, readFileBytes } from '@cowork-mdm/machine'
import { lineStarts, parseProfile, positionAt, ProfileError, resolveLayers, type Profile } from '@cowork-mdm/profile'
import type { SchemaDocument } from '@cowork-mdm/schema'

/** A file as its format has it, and as the profile that it means. */
export interface OpenedProfile {
  artifact: Artifact
  /** With everything that a YAML file extends. */
  profile: Profile
  /** Decoded texts that places count in, by the name of the file. */
  texts: ReadonlyMap<string, string>
  /** It came in a signature, which holds. */
  isSigned: boolean
}

/** A file that cannot be read as what it should be; a problem may stand in a file that it extends. */
export interface UnreadableFile extends Omit<Unreadable, 'problems'> {
  problems: (ReadProblem & { file: string })[]
}

/**
 * Reads a file of any format, with what it extends.
 *
 * @throws CoworkError where it cannot be read, with `file:line:column` before the message where there is a place. No line of
 * the file is shown: nothing tells which part of a broken file is a secret.
 */
export async function openProfile(path: string, document: SchemaDocument): Promise<OpenedProfile> {
  const opened = await tryOpenProfile(path, document)
  if ('profile' in opened) return opened
  const { code, problems, hint, cause } = opened
  const [first] = problems
  throw new CoworkError(code, `${placeText(first!)}: ${first!.message}`, {
    cause,
    ...(hint !== undefined && { hint }),
  })
}

/** As `openProfile`, for many files: what is wrong with one is a result. `given` are its bytes, where they are known. */
export async function tryOpenProfile(
  path: string,
  document: SchemaDocument,
  given?: Uint8Array,
): Promise<OpenedProfile | UnreadableFile> {
  const bytes = given ?? (await readFileBytes(path))
  const { read, isSigned } = await readArtifact({ path, bytes }, document)
  if (!('profile' in read)) {
    return { ...read, problems: read.problems.map((problem) => ({ ...problem, file: path })) }
  }
  const { text = '' } = read
  const texts = new Map([[path, text]])
  if (read.format !== 'yaml') return { artifact: read, profile: read.profile, texts, isSigned }
  try {
    const { profile } = await resolveLayers(parseProfile(text, { document, file: path }), {
      document,
      read: async (layer) => {
        const content = await readFile(layer, 'utf8')
        texts.set(layer, content)
        return content
      },
    })
    return { artifact: read, profile, texts, isSigned }
  } catch (cause) {
    if (!(cause instanceof ProfileError)) throw cause
    const { code, hint, message } = cause
    const problems = (cause.problems.length > 0 ? cause.problems : [{ message }]).map((problem) =>
      placed(problem, path, texts),
    )
    return { file: path, code, problems, cause, ...(hint !== undefined && { hint }) }
  }
}

/** A signed profile is opened and checked first: one that was changed after it was signed is refused. */
async function readArtifact(
  file: FileBytes,
  document: SchemaDocument,
): Promise<{ read: Artifact | Unreadable; isSigned: boolean }> {
  const read = tryDecode(file, { document })
  if ('profile' in read || read.code !== 'signed') return { read, isSigned: false }
  const { openSigned } = await import('@cowork-mdm/encoder/signed')
  const { content, signatures } = await openSigned(file.bytes)
  const broken = signatures.filter(({ isIntact }) => !isIntact).flatMap(({ problems }) => problems)
  if (broken.length === 0) return { read: tryDecode({ path: file.path, bytes: content }, { document }), isSigned: true }
  const problems = broken.map(({ message }) => ({ message }))
  return { read: { ...read, code: 'invalid-signature', problems }, isSigned: true }
}

function placed(
  { message, file, range }: ProfileError['problems'][number],
  path: string,
  texts: ReadonlyMap<string, string>,
): ReadProblem & { file: string } {
  const where = file ?? path
  if (!range) return { file: where, message }
  const [start, end] = range
  return { file: where, message, start, end, ...positionAt(lineStarts(texts.get(where) ?? ''), start) }
}

/** `file:line:column`, as editors and terminals make it a link. */
export function placeText({ file, line, column }: { file: string; line?: number; column?: number }): string {
  return line === undefined ? file : `${file}:${line}:${column}`
}

import {
  EncoderError,
  tryDecode,
  type Artifact,
  type FileBytes,
  type ReadProblem,
  type Unreadable,
} from '@cowork-mdm/encoder'
import type { OpenedProfile as Unsigned, SignatureProblem } from '@cowork-mdm/encoder/signed'
import { CoworkError, readFileBytes } from '@cowork-mdm/machine'
import { lineStarts, parseProfile, positionAt, ProfileError, resolveLayers, type Profile } from '@cowork-mdm/profile'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { readInput } from './read-input.js'

/** Layers are text as any profile is. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A file as its format has it, and as the profile that it means. */
export interface OpenedProfile {
  artifact: Artifact
  /** With everything that a YAML file extends. */
  profile: Profile
  /** Decoded texts that places count in, by the name of the file. */
  texts: ReadonlyMap<string, string>
  /** Of a signed profile: what is to be said of its signature, which holds. */
  signature?: readonly SignatureProblem[]
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
export async function openProfile(path: string, document: SchemaDocument, given?: Uint8Array): Promise<OpenedProfile> {
  const opened = await tryOpenProfile(path, document, given)
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
  const bytes = given ?? (await readInput(path))
  const { read, signature } = await readArtifact({ path, bytes }, document)
  if (!('profile' in read)) {
    return { ...read, problems: read.problems.map((problem) => ({ ...problem, file: path })) }
  }
  const { text = '' } = read
  const texts = new Map([[path, text]])
  const opened = { artifact: read, texts, ...(signature && { signature }) }
  if (read.format !== 'yaml') return { ...opened, profile: read.profile }
  try {
    const { profile } = await resolveLayers(parseProfile(text, { document, file: path }), {
      document,
      read: async (layer) => {
        const content = utf8.decode(await readFileBytes(layer))
        texts.set(layer, content)
        return content
      },
    })
    return { ...opened, profile }
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
): Promise<{ read: Artifact | Unreadable; signature?: readonly SignatureProblem[] }> {
  const read = tryDecode(file, { document })
  if ('profile' in read || read.code !== 'signed') return { read }
  const { openSigned } = await import('@cowork-mdm/encoder/signed')
  let opened: Unsigned
  try {
    opened = await openSigned(file.bytes)
  } catch (cause) {
    if (!(cause instanceof EncoderError)) throw cause
    const { code, message, hint } = cause
    return { read: { file: file.path, code, problems: [{ message }], cause, ...(hint !== undefined && { hint }) } }
  }
  const { content, signatures } = opened
  const broken = signatures.filter(({ isIntact }) => !isIntact).flatMap(({ problems }) => problems)
  if (broken.length > 0) {
    const problems = broken.map(({ message }) => ({ message }))
    const hint = 'Take the profile from where it was signed, or sign it anew.'
    return { read: { file: file.path, code: 'invalid-signature', problems, hint, cause: undefined } }
  }
  const inner = tryDecode({ path: file.path, bytes: content }, { document })
  if (!('profile' in inner) && inner.code === 'signed') {
    const message = 'Expected a profile inside of the signature, found another signature.'
    return { read: { ...inner, code: 'invalid-signature', problems: [{ message }], hint: 'Sign a profile once.' } }
  }
  return { read: inner, signature: signatures.flatMap(({ problems }) => problems) }
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

/** What there was to say when the file was read. */
export function notesOf({ artifact, signature = [] }: OpenedProfile): { message: string }[] {
  return [...signature, ...artifact.notes]
}

/** `file:line:column`, as editors and terminals make it a link. */
export function placeText({ file, line, column }: { file: string; line?: number; column?: number }): string {
  return line === undefined ? file : `${file}:${line}:${column}`
}

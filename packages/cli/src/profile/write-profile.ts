import { encode, formatOfPath, type FileBytes } from '@cowork-mdm/encoder'
import { CoworkError } from '@cowork-mdm/machine'
import { assignSetting, type Profile } from '@cowork-mdm/profile'
import { redact, type SchemaDocument } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { deliver } from '../output/deliver.js'
import { encodeOptions, type EncodingInput } from './encode-options.js'

interface Writing {
  input: EncodingInput
  /** Files that the profile was made from. */
  from: readonly string[]
  /** What reading them had to say. */
  readNotes: readonly { message: string }[]
  document: SchemaDocument
}

/** Writes a profile as the options of `ENCODING` ask for, with `--set` on top. */
export async function writeProfile(
  profile: Profile,
  { input, from, readNotes, document }: Writing,
  context: RunContext,
): Promise<Outcome> {
  const options = await encodeOptions(input, document)
  const whole = input.set.reduce((before, assignment) => assignSetting(before, assignment, document), profile)
  const { files, notes } = encode(whole, options)
  refuseNameOfFile(files, input.out)
  const secret = whole.settings.some(
    ({ name, value, references }) => references || isSecret({ [name]: value }, document),
  )
  return deliver(
    { files, notes: [...readNotes, ...notes] },
    { out: input.out, notOver: from, format: options.format, secret },
    context,
  )
}

/** The ending of a name chooses the format; where that has several files, none of them gets the name. */
function refuseNameOfFile(files: readonly FileBytes[], out: string | undefined): void {
  if (files.length < 2 || out === undefined || formatOfPath(out) === undefined) return
  const message = `Expected --out with a folder for ${files.length} files, found the name of a file, ${out}.`
  throw new CoworkError('out-missing', message, { hint: 'Name the format with --format, and a folder with --out.' })
}

function isSecret(settings: object, document: SchemaDocument): boolean {
  return JSON.stringify(settings) !== JSON.stringify(redact(settings, document))
}

import { encode } from '@cowork-mdm/encoder'
import { assignSetting, type Profile } from '@cowork-mdm/profile'
import { redact, type SchemaDocument } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { deliver } from './deliver.js'
import { encodeOptions, type EncodingInput } from './encode-options.js'

/** Writes a profile as the options of `ENCODING` ask for, with `--set` on top. `from` are the files it was made from. */
export async function writeProfile(
  profile: Profile,
  { input, from, document }: { input: EncodingInput; from: readonly string[]; document: SchemaDocument },
  context: RunContext,
): Promise<Outcome> {
  const options = await encodeOptions(input, document)
  const whole = input.set.reduce((before, assignment) => assignSetting(before, assignment, document), profile)
  const encoded = encode(whole, options)
  const secret = whole.settings.some(
    ({ name, value, references }) => references || isSecret({ [name]: value }, document),
  )
  return deliver(encoded, { out: input.out, notOver: from, format: options.format, secret }, context)
}

function isSecret(settings: object, document: SchemaDocument): boolean {
  return JSON.stringify(settings) !== JSON.stringify(redact(settings, document))
}

import { encode } from '@cowork-mdm/encoder'
import type { Outcome, RunContext } from '../outcome.js'
import { openSchema } from '../schema/open-schema.js'
import { deliver } from './deliver.js'
import { encodeOptions, type EncodingInput } from './encode-options.js'
import { openArtifact } from './open-artifact.js'

export interface ExportInput extends EncodingInput {
  file: string
  schema: string | undefined
}

/** `profile export`: a file of any format in another one. */
export async function exportCommand(input: ExportInput, context: RunContext): Promise<Outcome> {
  const document = await openSchema(input.schema, context)
  const options = await encodeOptions(input, document)
  const { profile } = await openArtifact(input.file, document)
  const encoded = encode(profile, options)
  return deliver(encoded, { out: input.out, notOver: input.file, format: options.format }, context)
}

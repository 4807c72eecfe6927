import type { Outcome, RunContext } from '../outcome.js'
import { openSchema } from '../schema/open-schema.js'
import type { EncodingInput } from './encode-options.js'
import { notesOf, openProfile } from './open-profile.js'
import { writeProfile } from './write-profile.js'

export interface ExportInput extends EncodingInput {
  file: string
  schema: string | undefined
}

/** `profile export`: a file of any format in another one. */
export async function exportCommand(input: ExportInput, context: RunContext): Promise<Outcome> {
  const document = await openSchema(input.schema, context)
  const opened = await openProfile(input.file, document)
  return writeProfile(opened.profile, { input, from: [input.file], readNotes: notesOf(opened), document }, context)
}

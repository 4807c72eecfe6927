import { CoworkError } from '@cowork-mdm/machine'
import { loadTemplate, mergeLayers, parseProfile } from '@cowork-mdm/profile'
import type { Outcome, RunContext } from '../outcome.js'
import { openSchema } from '../schema/open-schema.js'
import type { EncodingInput } from './encode-options.js'
import { notesOf, openProfile, type OpenedProfile } from './open-profile.js'
import { writeProfile } from './write-profile.js'

export interface NewInput extends EncodingInput {
  template: string | undefined
  from: string[]
  schema: string | undefined
}

/** `profile new`: a profile from a template, or from files laid over each other. */
export async function newCommand(input: NewInput, context: RunContext): Promise<Outcome> {
  const { template, from } = input
  if (template !== undefined && from.length > 0) {
    throw new CoworkError('option-conflict', 'Expected --template or --from, found both.', {
      hint: 'Leave one of them out. To build on a template, write it to a file with "profile show-template" first.',
    })
  }
  if (template === undefined && from.length === 0) {
    throw new CoworkError('option-missing', 'Expected --template NAME or --from FILE, found neither.', {
      hint: 'See "cowork-mdm profile templates" for what to start from.',
    })
  }
  const document = await openSchema(input.schema, context)
  if (template !== undefined) {
    const { profile } = parseProfile(await loadTemplate(template), { document })
    return writeProfile(profile, { input, from, readNotes: [], document }, context)
  }
  const layers: OpenedProfile[] = []
  for (const file of from) layers.push(await openProfile(file, document))
  const profile = mergeLayers(
    layers.map((layer) => layer.profile),
    document,
  )
  return writeProfile(profile, { input, from, readNotes: layers.flatMap(notesOf), document }, context)
}

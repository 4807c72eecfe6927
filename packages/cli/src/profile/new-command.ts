import { CoworkError } from '@cowork-mdm/machine'
import { loadTemplate, mergeLayers, parseProfile, type Profile } from '@cowork-mdm/profile'
import type { SchemaDocument } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { openSchema } from '../schema/open-schema.js'
import type { EncodingInput } from './encode-options.js'
import { openProfile } from './open-profile.js'
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
  const profile = template === undefined ? await laidOver(from, document) : await fromTemplate(template, document)
  return writeProfile(profile, { input, from, document }, context)
}

async function fromTemplate(name: string, document: SchemaDocument): Promise<Profile> {
  return parseProfile(await loadTemplate(name), { document }).profile
}

async function laidOver(files: readonly string[], document: SchemaDocument): Promise<Profile> {
  const layers: Profile[] = []
  for (const file of files) layers.push((await openProfile(file, document)).profile)
  return mergeLayers(layers, document)
}

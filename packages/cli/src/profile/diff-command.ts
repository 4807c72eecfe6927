import { diffProfiles } from '@cowork-mdm/profile'
import { redact } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { openSchema } from '../schema/open-schema.js'
import { openProfile } from './open-profile.js'
import { renderProfileDiff } from './render-profile-diff.js'

export interface DiffInput {
  a: string
  b: string
  'exit-code': boolean
  schema: string | undefined
}

/** `profile diff`: what differs between two files of any format, setting by setting. */
export async function diffCommand(input: DiffInput, context: RunContext): Promise<Outcome> {
  const document = await openSchema(input.schema, context)
  const before = await openProfile(input.a, document)
  const after = await openProfile(input.b, document)
  const found = diffProfiles(before.profile, after.profile, document)
  const changes = redact(found, document, { showSecrets: context.showSecrets })
  return {
    json: { from: input.a, to: input.b, changes },
    text: (terminal) => renderProfileDiff(changes, terminal),
    note:
      changes.length > 0 ? undefined : () => `No difference between ${plainText(input.a)} and ${plainText(input.b)}.`,
    noteAlways: true,
    exitCode: changes.length > 0 && input['exit-code'] ? 1 : 0,
  }
}

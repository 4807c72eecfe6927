import { applyProfile } from '@cowork-mdm/host'
import type { Platform } from '@cowork-mdm/machine'
import { referenceResolver } from '@cowork-mdm/profile/io'
import { redact } from '@cowork-mdm/schema'
import { commandLine } from '../../host/command-line.js'
import { openHost } from '../../host/open-host.js'
import type { Outcome, RunContext } from '../../outcome.js'
import { openSchema } from '../../schema/open-schema.js'
import { openProfile } from '../open-profile.js'
import { renderChange, renderRemarks } from './render-change.js'

export interface ApplyInput {
  file: string
  'dry-run': boolean
  scope: 'device' | 'user' | undefined
  user: string | undefined
  'allow-env': string[]
  values: 'app' | 'strings' | undefined
  'drop-empty': boolean
  'allow-unknown': boolean
  'app-version': string | undefined
  schema: string | undefined
  root: string | undefined
  platform: Platform | undefined
}

/** `profile apply`: the profile becomes the managed settings of the machine. */
export async function applyCommand(input: ApplyInput, context: RunContext): Promise<Outcome> {
  const host = await openHost(input)
  const document = await openSchema(input.schema, context)
  const { profile } = await openProfile(input.file, document)
  const allowEnv = input['allow-env']
  const result = await applyProfile(host, profile, {
    document,
    dryRun: input['dry-run'],
    dropEmpty: input['drop-empty'],
    allowUnknown: input['allow-unknown'],
    resolveReference: referenceResolver({ env: process.env, allowEnv, folder: process.cwd() }),
    commandLine: commandLine(process.argv, { allowEnv }),
    ...(input.scope !== undefined && { scope: input.scope }),
    ...(input.user !== undefined && { user: input.user }),
    ...(input.values !== undefined && { values: input.values }),
    ...(input['app-version'] !== undefined && { appVersion: input['app-version'] }),
  })
  const shown = redact(result, document, { showSecrets: context.showSecrets })
  return {
    json: shown,
    text: (terminal) => renderChange(shown, terminal),
    note: (terminal) => renderRemarks(shown, terminal),
    noteAlways: true,
  }
}

import { pin } from '@cowork-mdm/marketplace'
import type { Outcome, RunContext } from '../outcome.js'
import { openHost, type MachineInput } from '../host/open-host.js'
import { jsonText } from '../output/json-text.js'
import { plainText } from '../output/plain-text.js'
import { placeOf } from './open-store.js'
import { remarksNote } from './render-placement.js'

export interface PinInput extends MachineInput {
  url: string
  ref: string | undefined
  path: string | undefined
  'expected-name': string | undefined
  'installation-preference': 'available' | 'auto_install' | 'required' | undefined
  'credential-kind': 'anonymous' | 'userGit' | 'credentialHelper' | 'inferenceCredential' | undefined
  'allow-insecure': boolean
  'allow-host': string[]
  'credential-file': string | undefined
}

/** `marketplace pin`: the entry of a managed profile that means one version only. */
export async function pinCommand(input: PinInput, { progress }: RunContext): Promise<Outcome> {
  const host = await openHost(input, { realCommands: ['git'] })
  const result = await pin(
    host,
    input.url,
    {
      ref: input.ref,
      path: input.path,
      expectedName: input['expected-name'],
      installationPreference: input['installation-preference'],
      credentialKind: input['credential-kind'],
    },
    {
      allowInsecure: input['allow-insecure'],
      ...(input['allow-host'].length > 0 && { allowHosts: input['allow-host'] }),
      credentialFile: placeOf(input, input['credential-file']),
      onProgress: progress,
    },
  )
  return {
    json: result,
    // As it goes into the setting.
    text: () => jsonText([result.entry]),
    ...remarksNote(result.notes.map(plainText)),
  }
}

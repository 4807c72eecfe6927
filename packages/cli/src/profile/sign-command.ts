import { EncoderError } from '@cowork-mdm/encoder'
import { signProfile } from '@cowork-mdm/encoder/signed'
import { CoworkError, readFileBytes } from '@cowork-mdm/machine'
import { latestSchema } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { deliver } from '../output/deliver.js'
import { openProfile } from './open-profile.js'
import { readInput } from './read-input.js'

export interface SignInput {
  file: string
  certificate: string | undefined
  key: string | undefined
  chain: string | undefined
  'passphrase-env': string | undefined
  out: string | undefined
}

/** `profile sign`: CMS around a configuration profile. */
export async function signCommand(input: SignInput, context: RunContext): Promise<Outcome> {
  if (input.certificate === undefined) {
    throw new CoworkError('option-missing', 'Expected --certificate FILE, found none.', {
      hint: 'Name the certificate of the signer, or a PKCS#12 file.',
    })
  }
  const profile = await readInput(input.file)
  const { artifact, signature } = await openProfile(input.file, await latestSchema(), profile)
  if (signature) {
    throw new CoworkError(
      'not-a-profile',
      `Expected a configuration profile that is not signed yet, found a signed one in ${input.file}.`,
      {
        hint: 'Sign the profile that it was made from.',
      },
    )
  }
  if (!artifact.identity) {
    throw new CoworkError(
      'not-a-profile',
      `Expected a configuration profile to sign, found ${artifact.format} in ${input.file}.`,
      {
        hint: 'Write one first: cowork-mdm profile export FILE --format mobileconfig.',
      },
    )
  }
  const material = {
    certificate: await readFileBytes(input.certificate),
    ...(input.key !== undefined && { key: await readFileBytes(input.key) }),
    ...(input.chain !== undefined && { chain: await readFileBytes(input.chain) }),
    ...passphraseFrom(input['passphrase-env']),
  }
  const bytes = await signProfile(profile, material)
  const files = [{ path: input.file, bytes }]
  const target = { out: input.out, notOver: [input.file], format: 'mobileconfig' }
  return deliver({ files, notes: [] }, target, context)
}

function passphraseFrom(name: string | undefined): { passphrase?: string } {
  if (name === undefined) return {}
  const passphrase = process.env[name]
  if (passphrase !== undefined) return { passphrase }
  throw new EncoderError('invalid-certificate', `Expected a passphrase in the variable ${name}; it is not set.`, {
    hint: `Set ${name}, or leave --passphrase-env out.`,
  })
}

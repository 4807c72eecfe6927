import type { EncodeOptions, FormatName } from '@cowork-mdm/encoder'
import { FORMATS, formatOfPath } from '@cowork-mdm/encoder'
import { CoworkError } from '@cowork-mdm/machine'
import type { ProfileIdentity } from '@cowork-mdm/profile'
import { referenceResolver } from '@cowork-mdm/profile/io'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { didYouMean } from '../errors/did-you-mean.js'
import { openProfile, type OpenedProfile } from './open-profile.js'

/** The options of `ENCODING` in the command table. */
export interface EncodingInput {
  format: string | undefined
  out: string | undefined
  set: string[]
  'allow-env': string[]
  values: 'app' | 'strings' | undefined
  'drop-empty': boolean
  'payload-identifier-prefix': string | undefined
  'identity-from': string | undefined
  scope: 'System' | 'User' | undefined
  'removal-disallowed': boolean
  hive: 'HKLM' | 'HKCU' | undefined
  previous: string | undefined
  'allow-secrets': boolean
  'allow-unknown': boolean
}

/** What the encoder is asked for, with the files read that options name. */
export async function encodeOptions(input: EncodingInput, document: SchemaDocument): Promise<EncodeOptions> {
  const deployed = input['identity-from']
  const previous = input.previous
  return {
    format: formatOf(input),
    document,
    resolveReference: referenceResolver({ env: process.env, allowEnv: input['allow-env'], folder: process.cwd() }),
    dropEmpty: input['drop-empty'],
    removalDisallowed: input['removal-disallowed'],
    allowSecrets: input['allow-secrets'],
    allowUnknown: input['allow-unknown'],
    ...given({
      values: input.values,
      scope: input.scope,
      hive: input.hive,
      identifierPrefix: input['payload-identifier-prefix'] ?? process.env.COWORK_MDM_PAYLOAD_ID_PREFIX,
      identityFrom: deployed === undefined ? undefined : identityOf(await openProfile(deployed, document), deployed),
      previous: previous === undefined ? undefined : (await openProfile(previous, document)).profile,
    }),
  }
}

function identityOf({ artifact: { identity } }: OpenedProfile, file: string): ProfileIdentity {
  if (identity) return identity
  const message = `Expected --identity-from to name a configuration profile, found ${file}, which has no identifiers.`
  throw new CoworkError('no-identity', message, { hint: 'Name the .mobileconfig that is deployed.' })
}

function formatOf({ format, out }: EncodingInput): FormatName {
  if (format === undefined) return (out !== undefined && formatOfPath(out)) || 'mobileconfig'
  if (Object.hasOwn(FORMATS, format)) return format as FormatName
  const known = Object.keys(FORMATS)
  throw new CoworkError(
    'option-value-invalid',
    `Expected --format to be one of ${known.join(', ')}, found ${JSON.stringify(format)}.`,
    {
      hint: didYouMean(format, known) ?? 'See "cowork-mdm profile formats" for what they are.',
    },
  )
}

/** Without what was not given. */
function given<T extends object>(options: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}

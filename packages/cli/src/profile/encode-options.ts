import type { Artifact, EncodeOptions, FormatName } from '@cowork-mdm/encoder'
import { FORMATS, formatOfPath } from '@cowork-mdm/encoder'
import { CoworkError } from '@cowork-mdm/machine'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { didYouMean } from '../errors/did-you-mean.js'
import { openArtifact } from './open-artifact.js'

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
  const deployed = await openNamed(input['identity-from'], document)
  const previous = await openNamed(input.previous, document)
  return {
    format: formatOf(input),
    document,
    dropEmpty: input['drop-empty'],
    removalDisallowed: input['removal-disallowed'],
    allowSecrets: input['allow-secrets'],
    allowUnknown: input['allow-unknown'],
    ...given({
      values: input.values,
      scope: input.scope,
      hive: input.hive,
      identifierPrefix: input['payload-identifier-prefix'] ?? process.env.COWORK_MDM_PAYLOAD_ID_PREFIX,
      identityFrom: deployed && identityOf(deployed),
      previous: previous?.profile,
    }),
  }
}

async function openNamed(path: string | undefined, document: SchemaDocument): Promise<Artifact | undefined> {
  return path === undefined ? undefined : openArtifact(path, document)
}

function identityOf({ identity, file = '' }: Artifact) {
  if (identity) return identity
  throw new CoworkError(
    'no-identity',
    `Expected --identity-from to name a configuration profile, found ${file}, which has no identifiers.`,
    {
      hint: 'Name the .mobileconfig that is deployed.',
    },
  )
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

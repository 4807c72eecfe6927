import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
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
    format: await formatOf(input),
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
      identifierPrefix: prefixOf(input),
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

/** Hosts, and what is added to them, are made of the same characters. */
const REVERSE_DNS = /^[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)*$/

function prefixOf({ 'payload-identifier-prefix': option }: EncodingInput): string | undefined {
  const [source, prefix] =
    option === undefined
      ? ['COWORK_MDM_PAYLOAD_ID_PREFIX', process.env.COWORK_MDM_PAYLOAD_ID_PREFIX]
      : ['--payload-identifier-prefix', option]
  if (prefix === undefined || prefix === '') return undefined
  if (REVERSE_DNS.test(prefix)) return prefix
  const message = `Expected ${source} to be a domain in reverse, found ${JSON.stringify(prefix)}.`
  throw new CoworkError('option-value-invalid', message, { hint: 'Write one such as com.example.it.' })
}

async function formatOf({ format, out }: EncodingInput): Promise<FormatName> {
  if (format === undefined) return out === undefined ? 'mobileconfig' : formatOfOut(out)
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

/** A folder, and a name without an ending, leave the format open. */
async function formatOfOut(out: string): Promise<FormatName> {
  const format = formatOfPath(out)
  if (format) return format
  const isFolder = /[/\\]$/.test(out) || (await stat(out).catch(() => undefined))?.isDirectory() === true
  if (isFolder || !basename(out).includes('.')) return 'mobileconfig'
  const message = `Expected --format, or a name for --out whose ending stands for one, found ${out}.`
  throw new CoworkError('option-missing', message, { hint: 'See "cowork-mdm profile formats" for the endings.' })
}

/** Without what was not given. */
function given<T extends object>(options: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}

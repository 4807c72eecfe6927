import {
  describeOmission,
  RENDERERS,
  type PolicyClass,
  type Selection,
  type TargetName,
} from '@cowork-mdm/admin-templates'
import { CoworkError } from '@cowork-mdm/machine'
import type { Availability, Language, Platform, Scope } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { deliver } from '../output/deliver.js'
import { openSchema } from './open-schema.js'

export interface ExportInput {
  to: TargetName
  out: string | undefined
  schema: string | undefined
  language: Language | undefined
  scope: Scope[]
  platform: Platform[]
  provider: string[]
  'app-version': string | undefined
  visibility: 'public' | 'all' | undefined
  status: Availability['status'][]
  class: 'both' | 'machine' | 'user' | undefined
  'manifest-version': string | undefined
}

const CLASSES: Readonly<Record<'both' | 'machine' | 'user', PolicyClass>> = {
  both: 'Both',
  machine: 'Machine',
  user: 'User',
}

/** `schema export`: a schema in the language of a console, an editor or a reader. */
export async function exportCommand(input: ExportInput, context: RunContext): Promise<Outcome> {
  checkFits('class', input.class, ['admx', 'oma-uri'], input.to)
  checkFits('manifest-version', input['manifest-version'], ['profile-manifest'], input.to)
  const manifestVersion = wholeNumber('manifest-version', input['manifest-version'] ?? '1')
  const document = await openSchema(input.schema, context)
  const { files, settings, omitted } = await RENDERERS[input.to](document, {
    selection: selectionOf(input),
    language: input.language ?? 'en',
    policyClass: CLASSES[input.class ?? 'both'],
    manifestVersion,
  })
  const encoder = new TextEncoder()
  const bytes = files.map(({ path, text }) => ({ path, bytes: encoder.encode(text) }))
  const notes = omitted.map((omission) => ({ ...omission, message: describeOmission(omission) }))
  const { out, to: format } = input
  const outcome = await deliver(
    { files: bytes, notes },
    { out, notOver: input.schema === undefined ? [] : [input.schema], format },
    context,
  )
  return { ...outcome, json: { ...(outcome.json as object), settings } }
}

/** An option that would do nothing is a mistake. */
function checkFits(option: string, value: string | undefined, targets: readonly TargetName[], to: TargetName): void {
  if (value === undefined || targets.includes(to)) return
  throw new CoworkError(
    'option-conflict',
    `Expected --${option} with --to ${targets.join(' or ')}, found --to ${to}.`,
    {
      hint: `Leave out --${option}.`,
    },
  )
}

/** Only what was asked for: a target has conditions of its own. */
function selectionOf({ scope, platform, provider, status, visibility, ...input }: ExportInput): Selection {
  return {
    scopes: givenList(scope),
    platforms: givenList(platform),
    providers: givenList(provider),
    statuses: givenList(status),
    appVersion: input['app-version'],
    undocumented: visibility && visibility === 'all',
  }
}

function givenList<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new CoworkError(
    'option-value-invalid',
    `Expected --${option} to be a whole number, found ${JSON.stringify(text)}.`,
    {
      hint: 'Write a number such as 6.',
    },
  )
}

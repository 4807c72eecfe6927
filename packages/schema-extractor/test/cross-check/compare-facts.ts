import {
  compareVersions,
  type JsonValue,
  type SchemaDocument,
  type SettingKey,
  type ValueSchema,
} from '@cowork-mdm/schema'

/** What one public list says of one setting. Only facts, in our own form. */
interface ListedFacts {
  type?: string
  since?: string
  default?: JsonValue
  values?: string[]
  range?: [number, number]
  maximum?: number
  delivery?: 'device' | 'bootstrap' | 'both'
  scopes?: string[]
  providers?: string[]
  formerName?: string
  secret?: boolean
}

/** One public list, where it is, and the releases that it is compared with. */
export interface PublicList {
  name: string
  repository: string
  path: string
  commit: string
  about: string
  releases: string[]
  keys: Record<string, ListedFacts>
  /** Names of the sub-fields of object settings. */
  fields?: Record<string, string[]>
}

interface Difference {
  list: string
  release: string
  setting: string
  fact: string
  listed: JsonValue
  extracted: JsonValue
}

interface Comparison {
  /** Facts that both sides state. */
  compared: number
  differences: Difference[]
}

/** Lists that mean to name every setting of a release; the others are partial or of another time. */
const NAMES_EVERY_SETTING = ['reference-1.24012', 'reference-1.32885', 'catalog']

/** Compares every fact that a list states with what was extracted. */
export function compareFacts(list: PublicList, document: SchemaDocument): Comparison {
  const release = document.appVersion
  const differences: Difference[] = []
  let compared = 0
  const compare = (setting: string, fact: string, listed: JsonValue, extracted: JsonValue) => {
    compared++
    if (JSON.stringify(listed) === JSON.stringify(extracted)) return
    differences.push({ list: list.name, release, setting, fact, listed, extracted })
  }
  const keys = new Map(document.keys.map((key) => [key.name, key]))
  for (const [name, facts] of Object.entries(list.keys)) {
    if (facts.since !== undefined && compareVersions(facts.since, release) > 0) continue
    const key = keys.get(name)
    compare(name, 'present', true, key !== undefined)
    if (!key) continue
    for (const [fact, listed] of Object.entries<JsonValue>({ ...facts }))
      compare(name, fact, listed, extractedFact(key, fact))
    const fields = list.fields?.[name]
    if (fields) compare(name, 'fields', fields, [...fieldNames(key.value)].sort())
  }
  if (NAMES_EVERY_SETTING.includes(list.name)) {
    for (const name of keys.keys()) if (!(name in list.keys)) compare(name, 'present', false, true)
  }
  return { compared, differences }
}

function extractedFact(key: SettingKey, fact: string): JsonValue {
  const { value } = key
  switch (fact) {
    case 'type':
      return typeName(value)
    case 'since':
      return key.availability.find(({ scope }) => scope === '3p')?.since ?? null
    case 'default':
      return key.default ?? null
    case 'values':
      return [...(value.enum ?? value.items?.enum ?? [])].sort()
    case 'range':
      return [
        value.minimum ?? (value.exclusiveMinimum === undefined ? null : value.exclusiveMinimum + 1),
        maximum(value),
      ]
    case 'maximum':
      return maximum(value)
    case 'delivery':
      return delivery(key)
    case 'scopes':
      return key.availability.flatMap(({ scope, status }) => (status === 'enabled' ? [scope] : []))
    case 'providers':
      return key.providers ?? null
    case 'formerName':
      return key.legacyNames?.[0] ?? null
    case 'secret':
      return key.redaction === 'drop'
    default:
      throw new Error(`No such fact: ${fact}`)
  }
}

function delivery({ remotePolicy }: SettingKey): string {
  if (remotePolicy?.type === 'remote-disabled') return 'device'
  return remotePolicy?.type === 'remote-only' ? 'bootstrap' : 'both'
}

function maximum(value: ValueSchema): number | null {
  return value.maximum ?? null
}

/** `boolean`, `enum`, `string[]`, `object[]`, `mixed[]` … */
function typeName(value: ValueSchema): string {
  if (value.type === 'array') return value.items ? `${typeName(value.items)}[]` : 'array'
  if (value.enum) return 'enum'
  const variants = [...new Set(value.anyOf?.map(typeName))]
  if (variants.length > 0) return variants.length === 1 ? variants[0]! : 'mixed'
  return value.type ?? 'unknown'
}

/** Sub-fields on the first level, of every variant; those that a variant forbids are not its own. */
function fieldNames(value: ValueSchema, found = new Set<string>()): Set<string> {
  if (value.items) fieldNames(value.items, found)
  for (const variant of value.anyOf ?? []) fieldNames(variant, found)
  for (const [name, field] of Object.entries(value.properties ?? {})) if (!field.not) found.add(name)
  return found
}

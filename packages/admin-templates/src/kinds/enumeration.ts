import { LONGEST_POLICY_TEXT, policyName, type JsonValue, type ValueSchema } from '@cowork-mdm/schema'
import { storedText } from '../reference/stored-value.js'
import type { RegistryData } from '../targets/admx/admx-control.js'
import { elementData } from '../targets/oma-uri/policy-data.js'
import { literal } from '../targets/typescript/type-text.js'
import type { ValueKind } from './value-kind.js'

/** The only values there are; undefined where a schema does not list them. */
export function allowedValues({ enum: values, const: only }: ValueSchema): JsonValue[] | undefined {
  return only === undefined ? values : [only]
}

/** Longest text that an item of an enumeration may stand for (Microsoft, schema of ADMX: Value). */
const LONGEST_ITEM = 255

function valuesOf(schema: ValueSchema): JsonValue[] {
  return allowedValues(schema) ?? []
}

function registryData(value: JsonValue): RegistryData {
  if (typeof value === 'boolean') return { decimal: value ? 1 : 0 }
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff
    ? { decimal: value }
    : { string: storedText(value) }
}

/** As preferences hold them: booleans or numbers where all values are, else texts. */
function storedValues(schema: ValueSchema) {
  const values = valuesOf(schema)
  if (values.every((value) => typeof value === 'boolean')) return { type: 'boolean', values } as const
  if (values.every((value) => typeof value === 'number')) return { type: 'number', values } as const
  return { type: 'string', values: values.map(storedText) } as const
}

/** One of several values. */
export const enumeration: ValueKind = {
  stored: 'text',
  admx: (schema, id, preset) => {
    // What is stored alike is one choice: the text "1" and the number.
    const values = [...new Map(valuesOf(schema).map((value) => [storedText(value), value])).values()]
    if (values.some((value) => storedText(value).length > LONGEST_ITEM))
      return { element: { tag: 'text', maxLength: LONGEST_POLICY_TEXT } }
    // Identified by what it stands for and not by its place, which changes between releases.
    const items = values.map((value) => {
      const label = storedText(value)
      return { id: `${id}_Option_${policyName({ name: label })}`, label, data: registryData(value) }
    })
    const at = values.findIndex((value) => value === preset)
    return { element: { tag: 'enum', items, ...(at < 0 ? {} : { preset: at }) } }
  },
  omaUri: elementData,
  jamf: (schema) => {
    const { type, values } = storedValues(schema)
    return { type, enum: values }
  },
  profileManifest: (schema) => {
    const { type, values } = storedValues(schema)
    return { type: type !== 'number' ? type : values.every(Number.isInteger) ? 'integer' : 'real', range_list: values }
  },
  jsonSchema: (schema) => {
    const values = valuesOf(schema)
    return values.length === 1 ? { const: values[0] } : { enum: values }
  },
  typescript: (schema) => valuesOf(schema).map(literal).join(' | '),
  rules: (schema, words) => [words.oneOf(valuesOf(schema).map((value) => JSON.stringify(value)))],
}

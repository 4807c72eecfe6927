import type { JsonValue, ValueSchema } from '@cowork-mdm/schema'
import { policyName } from '@cowork-mdm/schema'
import type { RegistryData } from '../targets/admx/admx-control.js'
import { literal } from '../targets/typescript/type-text.js'
import { elementData } from '../targets/oma-uri/policy-data.js'
import type { ValueKind } from './value-kind.js'

type Scalar = string | number | boolean

/** The only values there are; undefined where they are not all texts, numbers or booleans. */
export function allowedValues({ enum: values, const: only }: ValueSchema): Scalar[] | undefined {
  const allowed = only === undefined ? values : [only]
  return allowed?.every(isScalar) ? allowed : undefined
}

function isScalar(value: JsonValue): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function valuesOf(schema: ValueSchema): Scalar[] {
  return allowedValues(schema) ?? []
}

function registryData(value: Scalar): RegistryData {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff
    ? { decimal: value }
    : { string: String(value) }
}

/** Manifests have numbers where all values are numbers, else texts. */
function manifestValues(schema: ValueSchema): { type: 'string' | 'number'; values: (string | number)[] } {
  const values = valuesOf(schema)
  return values.every((value) => typeof value === 'number')
    ? { type: 'number', values }
    : { type: 'string', values: values.map(String) }
}

/** One of several values. */
export const enumeration: ValueKind = {
  stored: 'text',
  admx: (schema, id, preset) => {
    const values = valuesOf(schema)
    // Identified by what it stands for and not by its place, which changes between releases.
    const items = values.map((value) => {
      const label = String(value)
      return { id: `${id}_Option_${policyName({ name: label })}`, label, data: registryData(value) }
    })
    const at = values.findIndex((value) => value === preset)
    return { element: { tag: 'enum', items, ...(at < 0 ? {} : { preset: at }) } }
  },
  omaUri: elementData,
  jamf: (schema) => {
    const { type, values } = manifestValues(schema)
    return { type, enum: values }
  },
  profileManifest: (schema) => {
    const { type, values } = manifestValues(schema)
    return { type: type === 'string' ? type : values.every(Number.isInteger) ? 'integer' : 'real', range_list: values }
  },
  jsonSchema: (schema) => {
    const values = valuesOf(schema)
    return values.length === 1 ? { const: values[0] } : { enum: values }
  },
  typescript: (schema) => valuesOf(schema).map(literal).join(' | '),
  rules: (schema, words) => [words.oneOf(valuesOf(schema).map((value) => JSON.stringify(value)))],
}

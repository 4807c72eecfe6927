import type { JsonValue, ValueSchema } from '@cowork-mdm/schema'

/** Tries preprocessing on a sample and gives the properties of the outcome. */
type Fill = (sample: JsonValue) => Record<string, JsonValue>

/**
 * Required properties of an object schema that preprocessing adds by itself: those of a fixed value or an enumeration that an
 * otherwise complete sample gets without having them.
 */
export function filledProperties(schema: ValueSchema, fill: Fill): string[] {
  const properties = schema.properties ?? {}
  const required = schema.required ?? []
  const samples = [required, Object.keys(properties)].map((names) => sampleObject(properties, names))
  return required.filter((name) => {
    const property = properties[name]!
    if (property.const === undefined && !property.enum) return false
    return samples.some(({ [name]: _left, ...others }) => {
      const outcome = fill(others)
      return Object.hasOwn(outcome, name) && allows(property, outcome[name]!)
    })
  })
}

/** An object with samples of the named properties, as far as there are any. */
function sampleObject(properties: Record<string, ValueSchema>, names: readonly string[]): Record<string, JsonValue> {
  const entries = names.map((name) => [name, sampleOf(properties[name]!)] as const)
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined))
}

/** Whether an object has every required property of a schema, with an allowed value where these are listed. */
export function accepts(schema: ValueSchema, object: Record<string, JsonValue>): boolean {
  const required = schema.required ?? []
  if (required.length === 0) return false
  return required.every((name) => Object.hasOwn(object, name) && allows(schema.properties?.[name] ?? {}, object[name]!))
}

function allows(schema: ValueSchema, value: JsonValue): boolean {
  if (schema.const !== undefined) return schema.const === value
  return schema.enum ? schema.enum.includes(value) : true
}

/** A value of a schema that is good enough to tell what a function does with its owner. */
function sampleOf(schema: ValueSchema): JsonValue | undefined {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sampleOf(schema.anyOf[0]!)
  switch (schema.type) {
    case 'string':
      return schema.format === 'uri' ? 'https://host.example/' : 'sample'
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    case 'array':
      return []
    case 'object':
      return {}
    default:
      return undefined
  }
}

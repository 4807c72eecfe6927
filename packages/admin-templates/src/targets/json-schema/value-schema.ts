import type { ValueSchema } from '@cowork-mdm/schema'
import { kindOf } from '../../kinds/kind-of.js'
import type { Dialect, InnerSchema, JsonSchema } from './json-schema.js'

/** Writes value schemas in a dialect, without the annotations that are ours. */
export function valueSchemaWriter(dialect: Dialect): InnerSchema {
  const write = (schema: ValueSchema): JsonSchema => {
    const { anyOf, allOf, not, title, description, default: preset } = schema
    const inner = (part: ValueSchema) => writer(part)
    return withoutUndefined({
      title,
      description,
      // Conditions beside a type; where they are the kind itself, it writes them again.
      anyOf: anyOf?.map(inner),
      allOf: allOf?.map(inner),
      not: not && inner(not),
      ...(kindOf(schema).jsonSchema(schema, writer) as object),
      default: preset,
    })
  }
  const writer: InnerSchema = Object.assign(write, { dialect })
  return writer
}

export function withoutUndefined(schema: Record<string, unknown>): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, keyword]) => keyword !== undefined))
}

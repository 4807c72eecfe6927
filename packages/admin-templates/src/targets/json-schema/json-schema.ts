import type { ValueSchema } from '@cowork-mdm/schema'

/** A JSON Schema, for `JSON.stringify`. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown }

/** Drafts that are written: the present one, and the one that editors and yaml-language-server know best. */
export const DIALECTS = ['2020-12', 'draft-07'] as const
export type Dialect = (typeof DIALECTS)[number]

/** Writes the schema of a part of a value. */
export interface InnerSchema {
  (schema: ValueSchema): JsonSchema
  readonly dialect: Dialect
}

import type * as z from 'zod'

/** What the sample app knows about a setting besides its schema. */
export interface FieldMeta {
  /** The name under which an organisation manages the setting. */
  flatKey: string
  support: Record<'enabled', Support> & Partial<Record<'deprecated', Support>>
  title: string
  description?: string
  category: string
  default?: unknown
  failClosedValue?: unknown
  legacyFlatKey?: string
  appBehaviorOnly?: boolean
}

interface Support {
  scopes: ('1p' | '3p')[]
  availableInVersion: string
}

interface Notes {
  redact?: 'drop' | 'presence' | 'hostname'
  pathKind?: 'file' | 'folder'
}

type Noted<S> = S & { sampleField?: FieldMeta; sampleNotes?: Notes }

/** Files the facts of a setting on its schema. */
export function field<S extends z.ZodType>(schema: S, meta: FieldMeta): S {
  ;(schema as Noted<S>).sampleField = meta
  return schema
}

/** Files what reports hide of a value, or which kind of path it is, on the schema. */
export function annotate<S extends z.ZodType>(schema: S, notes: Notes): S {
  ;(schema as Noted<S>).sampleNotes = notes
  return schema
}

export function fieldOf(schema: z.ZodType): FieldMeta | undefined {
  return (schema as Noted<z.ZodType>).sampleField
}

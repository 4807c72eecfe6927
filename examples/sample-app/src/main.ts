import * as z from 'zod'
import { fieldOf } from './field.js'
import { configuration } from './settings.js'

type Raw = Record<string, unknown>

/** Reads managed settings by their flat names; what is not valid is reported and left out. */
export function readManaged(raw: Raw, report: (text: string) => void): Raw {
  const result: Raw = {}
  const visit = (schema: z.ZodType) => {
    const meta = fieldOf(schema)
    if (meta) {
      const value = raw[meta.flatKey] ?? (meta.legacyFlatKey === undefined ? undefined : raw[meta.legacyFlatKey])
      if (value === undefined) return
      const parsed = schema.safeParse(value)
      if (parsed.success) result[meta.flatKey] = parsed.data
      else report(`${meta.flatKey} is not valid and is ignored`)
      return
    }
    const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
    if (inner instanceof z.ZodObject) for (const child of Object.values(inner.shape)) visit(child as z.ZodType)
  }
  visit(configuration)
  return result
}

/** An Electron app would open its window here; the sample only says what it was told. */
console.log(
  readManaged({ sessionHours: '12', customHeaders: { 'X-Team': 'blue' }, updatesBlocked: 'no' }, console.warn),
)

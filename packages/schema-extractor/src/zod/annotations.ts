import { ObjectValue, type Value } from '../evaluate/values.js'
import type { ZodValue } from './zod-value.js'

/** What the app notes on a schema besides its type. */
export interface Annotations {
  redaction?: string
  path?: 'file' | 'folder'
  glob?: boolean
  url?: boolean
}

/**
 * Annotations reach a schema in two forms: an object of facts (`annotate(schema, { redact: "drop", pathKind: "file" })`),
 * or a property per fact (`schema.__redact = "drop"`). Both are read by the fact's own word, not by who wrote it.
 */
export function annotationsOf(schema: ZodValue): Annotations {
  const found: Annotations = {}
  for (const [name, value] of schema.annotations()) {
    if (value instanceof ObjectValue) {
      for (const [property, slot] of value.slots) if ('value' in slot) note(found, property, slot.value)
    } else if (name !== undefined) note(found, name, value)
  }
  return found
}

function note(found: Annotations, name: string, value: Value): void {
  if (typeof value === 'string' && /redact(?:ion)?$/i.test(name)) found.redaction ??= value
  else if (typeof value === 'string' && /pathKind$/i.test(name) && (value === 'file' || value === 'folder'))
    found.path ??= value
  else if (value === true && /(?:glob|globPattern)$/i.test(name)) found.glob ??= true
  else if (value === true && /url$/i.test(name)) found.url ??= true
}

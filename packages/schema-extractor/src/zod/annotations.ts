import { ObjectValue, type Value } from '../evaluate/values.js'
import type { ZodValue } from './zod-value.js'

/** How the app's own reports may redact a value. */
export const REDACTIONS = ['drop', 'presence', 'hash', 'hostname', 'keep'] as const

/** What the app notes on a schema besides its type. */
export interface Annotations {
  redaction?: (typeof REDACTIONS)[number]
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

/** Whether a property of an annotation, or a note of its own, is one that {@link annotationsOf} reads. */
export function isAnnotation(name: string, value: Value): boolean {
  return note({}, name, value)
}

function note(found: Annotations, name: string, value: Value): boolean {
  if (/redact(?:ion)?$/i.test(name)) {
    const word = REDACTIONS.find((known) => known === value)
    found.redaction ??= word
    return word !== undefined
  }
  if (/pathKind$/i.test(name)) {
    if (value === 'file' || value === 'folder') found.path ??= value
    else return false
  } else if (/(?:glob|globPattern)$/i.test(name)) {
    if (value === true || value === 1) found.glob ??= true
  } else if (/url$/i.test(name)) {
    if (value === true || value === 1) found.url ??= true
  } else return false
  return typeof value === 'string' || typeof value === 'boolean' || value === 0 || value === 1
}

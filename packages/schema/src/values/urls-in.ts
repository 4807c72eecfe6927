import { jsonPointer } from '../json-pointer.js'
import type { ValueSchema } from '../schema-document.js'

/** A URL inside a decoded value. */
export interface UrlInValue {
  /** JSON pointer into the value. */
  pointer: string
  url: URL
}

/**
 * Where in a decoded value URLs stand, by the value's schema. Where the app adds a scheme, so is one here; a text that is no URL is
 * passed over.
 */
export function urlsIn(schema: ValueSchema, value: unknown): UrlInValue[] {
  const found = new Map<string, UrlInValue>()
  collect(schema, value, [], found)
  return [...found.values()]
}

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i

function collect(schema: ValueSchema, value: unknown, path: PropertyKey[], found: Map<string, UrlInValue>): void {
  for (const part of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) collect(part, value, path, found)
  if (typeof value === 'string') {
    const isUrl = schema['x-uri-policy'] !== undefined || schema.format === 'uri'
    const isShort = schema['x-input']?.includes('default-scheme') && !HAS_SCHEME.test(value)
    const text = isShort ? `https://${value}` : value
    if (isUrl && URL.canParse(text)) found.set(jsonPointer(path), { pointer: jsonPointer(path), url: new URL(text) })
  } else if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      const items = schema.prefixItems?.[index] ?? schema.items
      if (items) collect(items, entry, [...path, index], found)
    }
  } else if (typeof value === 'object' && value !== null) {
    const properties = schema.properties ?? {}
    for (const [name, entry] of Object.entries(value)) {
      const property = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties
      if (property) collect(property, entry, [...path, name], found)
    }
  }
}

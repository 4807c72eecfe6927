import { jsonPointer } from '../json-pointer.js'
import type { ValueSchema } from '../schema-document.js'

/** Where in a decoded value URLs stand (by the value's schema) that have a user name or a password in them: JSON pointers. */
export function urlsWithCredentials(schema: ValueSchema, value: unknown): string[] {
  const found = new Set<string>()
  collect(schema, value, [], found)
  return [...found]
}

function collect(schema: ValueSchema, value: unknown, path: PropertyKey[], found: Set<string>): void {
  for (const part of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) collect(part, value, path, found)
  if (typeof value === 'string') {
    const isUrl = schema['x-uri-policy'] !== undefined || schema.format === 'uri'
    if (isUrl && hasCredentials(value)) found.add(jsonPointer(path))
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

function hasCredentials(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username !== '' || password !== ''
}

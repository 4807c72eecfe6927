import { ArrayValue, isCallable, ObjectValue, Unknown, type Value } from './values.js'

/** The value as string concatenation and property names see it; undefined when that cannot be known. */
export function toText(value: Value): string | undefined {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'boolean':
    case 'bigint':
    case 'undefined':
      return String(value)
    default:
  }
  if (value === null) return 'null'
  if (value instanceof RegExp || value instanceof URL) return String(value)
  if (value instanceof ArrayValue && !value.open) {
    const parts = value.items.map((item) => (item === null || item === undefined ? '' : toText(item)))
    return parts.includes(undefined) ? undefined : parts.join(',')
  }
  if (value instanceof ObjectValue && !value.has('toString')) return '[object Object]'
  return undefined
}

/** What `typeof` gives; undefined when that cannot be known. */
export function typeOf(value: Value): string | undefined {
  if (value instanceof Unknown) return undefined
  return isCallable(value) ? 'function' : typeof value
}

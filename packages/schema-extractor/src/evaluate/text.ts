import { LIMITS } from './limits.js'
import { ArrayValue, isCallable, ObjectValue, SymbolValue, Unknown, type Value } from './values.js'

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
  if (value instanceof ArrayValue) return joined(value, ',')
  if (value instanceof ObjectValue && !value.open && !value.has('toString')) return '[object Object]'
  return undefined
}

/** The items as one text; undefined when that cannot be known, or lists inside lists would make it grow without bound. */
export function joined(list: ArrayValue, separator: string): string | undefined {
  if (list.open) return undefined
  const texts: string[] = []
  let length = 0
  for (const item of list.items) {
    if (item instanceof ArrayValue) return undefined
    const text = item === null || item === undefined ? '' : toText(item)
    if (text === undefined) return undefined
    length += text.length + separator.length
    if (length > LIMITS.length) return undefined
    texts.push(text)
  }
  return texts.join(separator)
}

/** The value as the name of a property; undefined when that cannot be known. */
export function toKey(value: Value): string | undefined {
  return value instanceof SymbolValue ? value.key : toText(value)
}

/** What `typeof` gives; undefined when that cannot be known. */
export function typeOf(value: Value): string | undefined {
  if (value instanceof Unknown) return undefined
  if (value instanceof SymbolValue) return 'symbol'
  return isCallable(value) ? 'function' : typeof value
}

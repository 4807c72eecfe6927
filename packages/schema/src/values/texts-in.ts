import { jsonPointer } from '../json-pointer.js'

export interface TextAt {
  text: string
  pointer: string
}

/** Every text in a decoded value, with its JSON pointer. */
export function textsIn(value: unknown, path: readonly (string | number)[] = []): TextAt[] {
  if (typeof value === 'string') return [{ text: value, pointer: jsonPointer(path) }]
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, [...path, name]))
}

/** Every name in maps of a decoded value, with the JSON pointer of what stands under it. */
export function namesIn(value: unknown, path: readonly (string | number)[] = []): TextAt[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => namesIn(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [
    { text: name, pointer: jsonPointer([...path, name]) },
    ...namesIn(member, [...path, name]),
  ])
}

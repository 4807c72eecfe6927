import { ObjectValue, type Value } from '../evaluate/values.js'

/** The text of a message: a string, `{ defaultMessage }`, `{ text: message }` or `{ short: { text: message } }`. */
export function messageText(value: Value): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (!(value instanceof ObjectValue)) return undefined
  for (const name of ['defaultMessage', 'text', 'short', 'message']) {
    const text = messageText(value.plain(name))
    if (text !== undefined) return text
  }
  return undefined
}

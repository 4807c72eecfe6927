import { isRecord } from './read-json.js'

/**
 * Whether what a helper printed has the form of a credential: one token, or a map with a token and headers. Tells nothing of
 * what it is.
 */
export function formOfCredential(
  output: Buffer,
): { kind: 'a token' | 'a token with headers'; problem?: undefined } | { problem: string } {
  const text = output.toString()
  if (text.includes('�')) return { problem: 'something that is no text' }
  const trimmed = text.trim()
  if (trimmed === '') return { problem: 'nothing' }
  if (!trimmed.startsWith('{')) {
    if (/\n/.test(trimmed)) return { problem: 'several lines' }
    return /\s/.test(trimmed) ? { problem: 'a text with spaces in it' } : { kind: 'a token' }
  }
  let value: unknown
  try {
    value = JSON.parse(trimmed)
  } catch {
    return { problem: 'something that begins like JSON and is none' }
  }
  if (!isRecord(value) || typeof value['token'] !== 'string' || value['token'] === '')
    return { problem: 'JSON without a token' }
  const { headers } = value
  if (headers === undefined) return { kind: 'a token' }
  if (!isRecord(headers) || !Object.values(headers).every((each) => typeof each === 'string'))
    return { problem: 'JSON with headers that are no texts' }
  return { kind: 'a token with headers' }
}

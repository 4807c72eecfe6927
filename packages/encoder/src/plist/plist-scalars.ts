import type { RawScalar, SourceRange } from '@cowork-mdm/profile'

/** Elements of a property list that hold one value. */
export const SCALARS: ReadonlySet<string> = new Set(['string', 'integer', 'real', 'true', 'false', 'date', 'data'])

/** Seconds, in UTC: what every reader takes. */
const ISO_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/** The value of such an element; undefined where its text is none of that type. */
export function scalarOf(element: string, text: string, range: SourceRange): RawScalar | undefined {
  switch (element) {
    case 'string':
      return { type: 'string', value: text, range }
    case 'true':
    case 'false':
      return text.trim() === '' ? { type: 'boolean', value: element === 'true', range } : undefined
    case 'integer':
      return integerOf(text.trim(), range)
    case 'real': {
      const value = Number(text)
      return text.trim() === '' || !Number.isFinite(value) ? undefined : { type: 'real', value, range }
    }
    case 'date': {
      const value = new Date(ISO_DATE.test(text.trim()) ? text.trim() : NaN)
      return Number.isNaN(value.getTime()) ? undefined : { type: 'date', value, range }
    }
    default:
      return dataOf(text.replace(/\s+/g, ''), range)
  }
}

function integerOf(text: string, range: SourceRange): RawScalar | undefined {
  if (!/^[-+]?(?:\d{1,20}|0x[\da-f]{1,16})$/i.test(text)) return undefined
  if (text.length < 16 && !/x/i.test(text)) return { type: 'integer', value: Number(text), range }
  const exact = text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text.replace('+', ''))
  const value = Number(exact)
  return { type: 'integer', value: Number.isSafeInteger(value) ? value : exact, range }
}

function dataOf(base64: string, range: SourceRange): RawScalar | undefined {
  try {
    return { type: 'data', value: Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)), range }
  } catch {
    return undefined
  }
}

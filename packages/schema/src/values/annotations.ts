import * as z from 'zod'
import type { InputForm, UriPolicy, ValueSchema } from '../schema-document.js'

/** A validator in the making: the zod schema so far, and the value schema that an annotation stands in. */
type Annotate = (validator: z.ZodType, schema: ValueSchema) => z.ZodType

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a URL is allowed under a policy. `any` still needs to be a URL. */
function meetsUriPolicy(text: string, policy: UriPolicy): boolean {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return false
  }
  if (policy === 'any' || url.protocol === 'https:') return true
  return policy === 'https-or-loopback' && url.protocol === 'http:' && LOOPBACK.has(url.hostname)
}

const POLICY_TEXT: Record<UriPolicy, string> = {
  https: 'expected an https URL',
  'https-or-loopback': 'expected an https URL, or http on a loopback host',
  any: 'expected a URL',
}

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i

/** `k=v,…` or `["Name: v", …]` as a map, as the app takes headers apart; entries without a name or a value are dropped. */
function headerMap(value: unknown, forms: readonly InputForm[]): unknown {
  const entries: [string, string][] = []
  const add = (part: unknown, separator: string) => {
    if (typeof part !== 'string') return
    const at = part.indexOf(separator)
    const [name, text] = [part.slice(0, at).trim(), part.slice(at + 1).trim()]
    if (at > 0 && name !== '' && text !== '') entries.push([name, text])
  }
  if (typeof value === 'string' && forms.includes('header-string')) for (const part of value.split(',')) add(part, '=')
  else if (Array.isArray(value) && forms.includes('header-list')) for (const part of value) add(part, ':')
  else return value
  return Object.fromEntries(entries)
}

/** Numbers as the app makes them from texts; booleans from the two words alone. */
function coerced(raw: unknown, type: ValueSchema['type']): unknown {
  if (type === 'integer' || type === 'number') return Number(raw)
  return type === 'boolean' && (raw === 'true' || raw === 'false') ? raw === 'true' : raw
}

/** The raw forms of `x-input`, applied before anything else looks at the value. */
function acceptForms(validator: z.ZodType, { 'x-input': forms = [], type }: ValueSchema): z.ZodType {
  return z.preprocess((value) => {
    let raw: unknown = headerMap(value, forms)
    if (typeof raw === 'string' && forms.includes('trim')) raw = raw.trim()
    if (typeof raw === 'string' && forms.includes('default-scheme') && raw !== '' && !HAS_SCHEME.test(raw))
      raw = `https://${raw}`
    if (forms.includes('coerce')) raw = coerced(raw, type)
    return raw
  }, validator)
}

/** Bad entries of a list or map are left out; any other bad value is treated as if it had not been there. */
function dropBadEntries(validator: z.ZodType, schema: ValueSchema): z.ZodType {
  return schema.type === 'array' || schema.type === 'object' ? validator : validator.catch(undefined)
}

/**
 * The one validator of each annotation. `x-path` and `x-glob` say what a text means; the app takes any text there, so they
 * add nothing here (the linter looks closer).
 */
export const ANNOTATIONS: Record<Extract<keyof ValueSchema, `x-${string}`>, Annotate> = {
  'x-uri-policy': (validator, schema) => {
    const policy = schema['x-uri-policy']!
    return validator.refine((value) => typeof value !== 'string' || meetsUriPolicy(value, policy), {
      error: POLICY_TEXT[policy],
    })
  },
  'x-path': (validator) => validator,
  'x-glob': (validator) => validator,
  'x-lenient': dropBadEntries,
  'x-input': acceptForms,
}

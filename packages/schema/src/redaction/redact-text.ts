import { namesSecret } from './secret-names.js'

/** Stands for every secret that is not shown. */
export const REDACTED = '‹redacted›'

// Names begin where none goes on: a search from each of their characters would take quadratic time in a long text.
/** `scheme://user:password@`, up to the last `@` before the host ends. */
const URL_CREDENTIALS = /(?<![a-z0-9+.-])([a-z0-9+.-]+:\/\/)[^\s/?#"'<>]*@/gi
/** `NAME=value`, `--name=value`, `?name=value`. */
const ASSIGNMENT = /(?<![\w.-])([\w.-]+)=("[^"]*"|'[^']*'|[^\s&;,"'#]+)/g
/** Headers that carry credentials. Other names before a colon are too often prose. */
const HEADER = /\b((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:key|token|secret|auth)[\w-]*)(:\s*)[^\r\n"']+/gi
const BEARER = /\b(Bearer|Basic)(\s+)[\w.~+/=-]{8,}/g

/** Text without the secrets that can be told from their surroundings: in URLs, assignments, headers. */
export function redactText(text: string): string {
  return text
    .replace(URL_CREDENTIALS, `$1${REDACTED}@`)
    .replace(HEADER, `$1$2${REDACTED}`)
    .replace(BEARER, `$1$2${REDACTED}`)
    .replace(ASSIGNMENT, (all, name: string) => (namesSecret(name) ? `${name}=${REDACTED}` : all))
}

/** Headers as text, `Name: value` or `name=value,…`: the names stay. */
export function redactHeaderText(text: string): string {
  const header = /^\s*([\w-]+)\s*:/.exec(text)
  if (header) return `${header[1]}: ${REDACTED}`
  const pairs = text.split(',').map((pair) => /^\s*([\w.-]+)\s*=/.exec(pair)?.[1])
  // A value with a comma in it leaves a part without a name; it goes with the value before it.
  if (pairs[0] === undefined) return REDACTED
  return pairs
    .filter((name) => name !== undefined)
    .map((name) => `${name}=${REDACTED}`)
    .join(',')
}

/** Of a URL its scheme and host. A text without a scheme is read as the app reads it, as https. */
export function redactAllButHost(text: string): string {
  const absolute = /^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`
  if (!URL.canParse(absolute)) return REDACTED
  const { protocol, host, username, password, pathname, search, hash } = new URL(absolute)
  const credentials = username === '' && password === '' ? '' : `${REDACTED}@`
  const rest = (pathname === '/' || pathname === '') && search === '' && hash === '' ? '' : `/${REDACTED}`
  return host === '' ? REDACTED : `${protocol}//${credentials}${host}${rest}`
}

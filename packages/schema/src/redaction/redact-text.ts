import { namesSecret } from './secret-names.js'

/** Stands for every secret that is not shown. */
export const REDACTED = '‹redacted›'

// None of these may be quadratic: each begins where a word begins, and takes the whole of it.

/** `scheme://user:password@`, up to the last `@` before the host ends. */
const URL_CREDENTIALS = /(?<![a-z0-9+.-])([0-9+.-]*[a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]*@/gi
/** `NAME=value`, `--name=value`, `?name=value`. */
const ASSIGNMENT = /(?<![\w.-])([\d_.-]*)([A-Za-z][\w.-]*)=("[^"]*"|'[^']*'|[^\s&;,"'#]+)/g
/** `--name value`, as in a command line. */
const OPTION = /(?<![\w-])(--?)([A-Za-z][\w-]*)(\s+)("[^"]*"|'[^']*'|[^\s"'-]\S*)/g
/** What may be a header, up to its value. Names that are not of credentials are too often prose. */
const NAME_AND_COLON = /(?<![\w-])([\w-]+):\s*/g
const HEADER = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-.*(?:key|token|secret|auth).*)$/i
const BEARER = /\b(Bearer|Basic)(\s+)[\w.~+/=-]{8,}/g

/** Text without the secrets that can be told from their surroundings: in URLs, assignments, headers. */
export function redactText(text: string): string {
  return redactHeaders(text.replace(URL_CREDENTIALS, `$1${REDACTED}@`))
    .replace(BEARER, `$1$2${REDACTED}`)
    .replace(OPTION, (all, dashes: string, name: string, space: string) =>
      namesSecret(name) ? `${dashes}${name}${space}${REDACTED}` : all,
    )
    .replace(ASSIGNMENT, (all, before: string, name: string) =>
      namesSecret(before + name) ? `${before}${name}=${REDACTED}` : all,
    )
}

/** Of a header that carries credentials everything behind its name, to the end of the line or of the quotation. */
function redactHeaders(text: string): string {
  let redacted = ''
  let end = 0
  for (const { 0: start, 1: name = '', index } of text.matchAll(NAME_AND_COLON)) {
    if (index < end || !HEADER.test(name)) continue
    const from = index + start.length
    const length = text.slice(from).search(/[\r\n"']|$/)
    if (length === 0) continue
    redacted += text.slice(end, from) + REDACTED
    end = from + length
  }
  return redacted + text.slice(end)
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

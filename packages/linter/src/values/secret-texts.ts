import { jsonPointer, namesHeadersOrEnvironment, redact, type JsonValue, type SchemaDocument } from '@cowork-mdm/schema'
import type { LintedSetting } from '../subject.js'
import { placeholderIn } from './placeholder-in.js'

/** Beginnings of credentials that their makers chose so that they can be found. */
const KNOWN =
  /^(?:sk-[A-Za-z0-9]|ghp_|gho_|ghs_|github_pat_|glpat-|xox[abpr]-|AKIA[0-9A-Z]{12}|ASIA[0-9A-Z]{12}|AIza[0-9A-Za-z_-]{20}|ya29\.|eyJ[A-Za-z0-9_-]{10,}\.|-----BEGIN [A-Z ]*PRIVATE KEY-----)/
/** Headers and variables that carry credentials under names that elsewhere stand for something else. */
const CREDENTIAL_HEADER = /^(?:x-)?(?:api-?)?key$|(?:subscription|functions)-key$|auth$/i
const RANDOM = /^[A-Za-z0-9+/_=-]{20,}$/
/** Bits a character; English words have about 3, base64 of random bytes at least 4.5. */
const LEAST_ENTROPY = 4

/**
 * Pointers to texts in a setting that are credentials: the setting is one, the name inside of it says so, or the text looks
 * like one. References and placeholders are none.
 */
export function secretTexts({ key, value, references = [] }: LintedSetting, document: SchemaDocument): string[] {
  const kept = new Set(references.map(({ pointer }) => pointer))
  const found: string[] = []
  const visit = (part: JsonValue, path: (string | number)[], isSecret: boolean): void => {
    if (typeof part === 'string') {
      if (part === '' || kept.has(jsonPointer(path)) || placeholderIn(part) !== undefined) return
      if (isSecret || looksSecret(part)) found.push(jsonPointer(path))
    } else if (Array.isArray(part)) {
      const shown = redact(part, document)
      part.forEach((item, index) => visit(item, [...path, index], typeof item === 'string' && shown[index] !== item))
    } else if (typeof part === 'object' && part !== null) {
      const isHeaders = namesHeadersOrEnvironment(String(path.at(-1) ?? key?.name ?? ''))
      for (const [name, member] of Object.entries(part)) {
        const isNamedSo = typeof member === 'string' && hides(name, member, document)
        visit(member, [...path, name], isNamedSo || (isHeaders && CREDENTIAL_HEADER.test(name)))
      }
    }
  }
  visit(value, [], key?.redaction === 'drop' || (!key?.redaction && hidesSetting(key?.name, value, document)))
  return found
}

/** Whether `redact` takes a text under that name for a secret. The list around keeps it from being taken for a setting. */
function hides(name: string, text: string, document: SchemaDocument): boolean {
  const [shown] = redact([{ [name]: text }], document)
  return shown?.[name] !== text
}

function hidesSetting(name: string | undefined, value: JsonValue, document: SchemaDocument): boolean {
  return name !== undefined && typeof value === 'string' && hides(name, value, document)
}

/** The text itself, or what a URL has in its query, as signed addresses do. */
function looksSecret(text: string): boolean {
  if (looksRandom(text)) return true
  const query = /^[a-z][a-z0-9+.-]*:\/\/[^?#]*\?([^#]*)/i.exec(text)?.[1]
  return query !== undefined && [...new URLSearchParams(query).values()].some(looksRandom)
}

function looksRandom(text: string): boolean {
  if (KNOWN.test(text)) return true
  // Paths are long and mixed too.
  if (/^[/~]/.test(text)) return false
  const isMixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text)
  return isMixed && RANDOM.test(text) && entropy(text) >= LEAST_ENTROPY
}

/** Bits a character, by the frequencies in the text itself (Shannon). */
function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0)
}

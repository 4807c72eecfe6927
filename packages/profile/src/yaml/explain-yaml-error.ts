import type { ErrorCode, YAMLError } from 'yaml'

/** What administrators meet most, said with what helps; the library's own words do for the rest. */
const WORDING: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'Expected spaces as indentation, found a tab.',
  BAD_ALIAS: 'Expected the name of an anchor after *; quote a text that begins with an asterisk.',
  BAD_DQ_ESCAPE:
    'Expected an escape that YAML knows after the backslash; put single quotes around a text with backslashes.',
  BAD_SCALAR_START: 'Expected quotes around a text that begins with this character.',
  BLOCK_AS_IMPLICIT_KEY:
    'Expected one entry on a line; check the indentation, and quote a text that holds a colon before a space.',
  TAG_RESOLVE_FAILED: 'Expected a value without a tag; quote a text that begins with an exclamation mark.',
  BAD_DIRECTIVE: 'Expected no line that begins with %; put quotes around a text that does.',
  BAD_COLLECTION_TYPE: 'Expected a value without a tag.',
  RESOURCE_EXHAUSTION: 'Expected less nesting.',
}

/** An error of the library in a sentence that quotes nothing of the file, which may hold secrets: it does so behind a colon. */
export function explainYamlError({ code, message }: YAMLError): string {
  return WORDING[code] ?? `${message.replace(/(?<=\w): .*$/s, '')}.`
}

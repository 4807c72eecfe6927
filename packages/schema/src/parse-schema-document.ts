import { documentProblems } from './document-problems.js'
import { documentSchema } from './document-schema.js'
import { jsonPointer } from './json-pointer.js'
import type { SchemaDocument } from './schema-document.js'
import { SchemaError, type DocumentProblem } from './schema-error.js'

/** Real documents nest about 15 deep; far beyond that is no document, and could exhaust the stack. */
const DEEPEST = 100

const HINT = 'Write documents with `cowork-mdm schema extract`, or correct the places named.'

/**
 * Validates a schema document, given as JSON text or as the value it stands for. The value itself is returned.
 * @throws SchemaError `not-json`, `newer-format`, or `invalid-document` with every place that is wrong in `problems`
 */
export function parseSchemaDocument(input: unknown): SchemaDocument {
  const value = typeof input === 'string' ? parseJson(input) : input
  refuseNewerFormat(value)
  const problems = unsafePlaces(value) ?? invalidPlaces(value) ?? repeatedNames(value as SchemaDocument)
  if (problems.length > 0) throw invalid(value, problems)
  return value as SchemaDocument
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new SchemaError('not-json', `Expected a schema document, found text that is not JSON: ${reason}`, {
      hint: 'Name a file written by `cowork-mdm schema extract`.',
      cause,
    })
  }
}

function refuseNewerFormat(value: unknown): void {
  const version = property(value, 'formatVersion')
  if (typeof version !== 'number' || version <= 1) return
  throw new SchemaError('newer-format', `Expected a schema document of format version 1, found version ${version}.`, {
    hint: 'Update cowork-mdm: the document was written by a later one.',
  })
}

/** Nesting that no document has, and names that would change an object's prototype when it is copied. */
function unsafePlaces(value: unknown): DocumentProblem[] | undefined {
  const pending: { value: unknown; path: PropertyKey[] }[] = [{ value, path: [] }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    const { path } = next
    if (path.length >= DEEPEST) {
      return [{ pointer: jsonPointer(path), expected: `at most ${DEEPEST} levels`, found: 'deeper nesting' }]
    }
    for (const [name, child] of Object.entries(next.value)) {
      if (name === '__proto__') {
        return [{ pointer: jsonPointer([...path, name]), expected: 'another name', found: JSON.stringify(name) }]
      }
      pending.push({ value: child, path: [...path, name] })
    }
  }
  return undefined
}

function invalidPlaces(value: unknown): DocumentProblem[] | undefined {
  const outcome = documentSchema.safeParse(value)
  return outcome.success ? undefined : documentProblems(value, outcome.error.issues)
}

function repeatedNames({ keys }: SchemaDocument): DocumentProblem[] {
  const seen = new Set<string>()
  return keys.flatMap(({ name }, index) => {
    if (!seen.has(name)) {
      seen.add(name)
      return []
    }
    const found = `${JSON.stringify(name)} again`
    return [{ pointer: jsonPointer(['keys', index, 'name']), expected: 'each setting once', found }]
  })
}

function invalid(document: unknown, problems: readonly DocumentProblem[]): SchemaError {
  const { pointer, expected, found } = problems[0]!
  const place = `${pointer === '' ? 'the top' : pointer}${settingAt(document, pointer)}`
  const more = problems.length - 1
  const others = more === 0 ? '' : ` (and ${more} more ${more === 1 ? 'place' : 'places'})`
  return new SchemaError('invalid-document', `Expected ${expected} at ${place}, found ${found}${others}.`, {
    hint: HINT,
    problems,
  })
}

/** Names the setting that a pointer leads into. */
function settingAt(document: unknown, pointer: string): string {
  const index = /^\/keys\/(\d+)\//.exec(pointer)?.[1]
  const name = index === undefined ? undefined : property(property(property(document, 'keys'), index), 'name')
  return typeof name === 'string' && name !== '' ? ` (setting ${name})` : ''
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}

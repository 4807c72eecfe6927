import { lineStarts, positionAt, rangeInJson, whereJsonBreaks, type Position } from '@cowork-mdm/profile'
import type * as z from 'zod'
import type { Report } from './problems.js'
import { readText } from './read-text.js'
import type { TreeReader } from './tree-reader.js'

/** A JSON file that is what it should be. */
export interface JsonFile<T> {
  value: T
  /** Where the value behind these names stands, or what is around it. */
  at: (path: readonly (string | number)[]) => Position
}

/**
 * Reads a JSON file and compares it with a schema. What is wrong is reported with its place, and nothing is returned; nor
 * is it where there is no such file.
 */
export async function readJsonFile<T>(
  tree: TreeReader,
  file: string,
  { schema, report, maxBytes = 1024 * 1024 }: { schema: z.ZodType<T>; report: Report; maxBytes?: number },
): Promise<JsonFile<T> | undefined> {
  const text = await readText(tree, file, { report, maxBytes })
  if (text === undefined) return undefined
  const starts = lineStarts(text)
  const broken = whereJsonBreaks(text)
  if (broken) {
    report('invalid-json', file, `Expected ${broken.expected}, found something else.`, {
      at: positionAt(starts, broken.range[0]),
    })
    return undefined
  }
  const at = (path: readonly (string | number)[]) => positionAt(starts, rangeInJson(text, path.map(String))?.[0] ?? 0)
  const value: unknown = JSON.parse(text)
  const parsed = schema.safeParse(value)
  if (parsed.success) return { value: parsed.data, at }
  for (const issue of parsed.error.issues) {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? '' : part))
    const where = path.length === 0 ? '' : ` for ${path.join('.')}`
    const message = `Expected ${expectedBy(issue)}${where}, found ${kindOf(valueAt(value, path))}.`
    report('invalid-value', file, message, { at: at(path) })
  }
  return undefined
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
}

function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return WORDS[issue.expected] ?? issue.expected
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' or ')
  // The schemas say it themselves.
  return issue.message
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((at, part) => (at as Record<string | number, unknown> | null | undefined)?.[part], value)
}

/** Only the kind, as values may be secrets. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'string' ? (value === '' ? 'an empty text' : 'another text') : KINDS[typeof value]!
}

const KINDS: Readonly<Record<string, string>> = { object: 'a map', number: 'a number', boolean: 'true or false' }

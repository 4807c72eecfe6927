import { nearestName } from '@cowork-mdm/schema'
import { lineStarts, positionAt } from '@cowork-mdm/profile'
import { isMap, isNode, isScalar, parseDocument, type Document } from 'yaml'
import * as z from 'zod'
import type { LintOptions } from '../lint.js'
import { LinterError } from '../linter-error.js'
import { RULES } from '../rules.js'
import { TARGETS } from '../target.js'
import { HOST } from '../values/hosts.js'

/** What a team has agreed on, in `cowork-mdm.lint.yaml`. */
export type LintConfig = Pick<LintOptions, 'levels' | 'target' | 'appVersion' | 'allowedHosts'>

const LEVELS = ['error', 'warning', 'info', 'off'] as const

const schema = z.strictObject({
  rules: z.strictObject(mapValues(RULES, () => z.enum(LEVELS).optional())).nullish(),
  target: z.enum(TARGETS).optional(),
  appVersion: z
    .string()
    .regex(/^\d+(?:\.\d+)*$/, { error: 'expected a version such as 1.28929.0' })
    .optional(),
  allowedHosts: z.array(z.string().regex(HOST, { error: 'expected a host, *. and a domain, or *' })).optional(),
})

/**
 * Reads a configuration: `rules` (a level by rule), `target`, `appVersion`, `allowedHosts`. An empty file has none.
 * @throws LinterError `invalid-config`, with `file:line:column` and the nearest right word
 */
export function readLintConfig(text: string, file: string): LintConfig {
  const document = parseDocument(text, { logLevel: 'error', prettyErrors: false })
  const [broken] = document.errors
  if (broken) {
    const reason = broken.code === 'MULTIPLE_DOCS' ? 'Expected one document, found more' : broken.message
    throw invalid(`${placeText(text, broken.pos[0], file)}: ${reason}.`)
  }
  const outcome = schema.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {})
  if (!outcome.success) throw firstProblem(outcome.error.issues[0]!, document, text, file)
  const { rules, ...rest } = outcome.data
  return Object.fromEntries(
    Object.entries({ levels: rules, ...rest }).filter(([, value]) => value !== undefined && value !== null),
  )
}

function firstProblem(issue: z.core.$ZodIssue, document: Document, text: string, file: string): LinterError {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    const name = issue.keys[0]!
    const known = path[0] === 'rules' ? Object.keys(RULES) : Object.keys(schema.shape)
    const what = path[0] === 'rules' ? 'rule' : 'field'
    const nearest = nearestName(name, known)
    const hint = nearest === undefined ? `There are: ${known.join(', ')}.` : `Did you mean ${nearest}?`
    return invalid(
      `${placeOf(path, document, text, file, name)}: Expected a ${what} that there is, found ${name}.`,
      hint,
    )
  }
  const found: unknown = path.reduce<unknown>(
    (part, name) => (part as Record<PropertyKey, unknown>)[name],
    document.toJS(),
  )
  const word = typeof found === 'string' ? found : undefined
  const values = issue.code === 'invalid_value' ? (issue.values as string[]) : undefined
  const expected = values ? `one of ${values.join(', ')}` : expectedIn(issue)
  const nearest = word !== undefined && values ? nearestName(word, values) : undefined
  const where = `${placeOf(path, document, text, file)}: Expected ${expected} as ${path.join('.') || 'the configuration'}`
  return invalid(`${where}, found ${word ?? describe(found)}.`, hintFor(path, found, nearest))
}

function hintFor(path: readonly PropertyKey[], found: unknown, nearest: string | undefined): string | undefined {
  if (nearest !== undefined) return `Did you mean ${nearest}?`
  if (path.length === 0) return `A configuration has ${Object.keys(schema.shape).join(', ')}.`
  // 1.2 is a number to YAML.
  return path[0] === 'appVersion' && typeof found === 'number' ? 'Put it in quotes.' : undefined
}

/** Where a value stands, or the name in it. */
function placeOf(path: readonly PropertyKey[], document: Document, text: string, file: string, name?: string): string {
  const node = path.length === 0 ? document.contents : document.getIn(path, true)
  const pair =
    name !== undefined && isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === name) : undefined
  const found = pair ? pair.key : node
  return placeText(text, isNode(found) && found.range ? found.range[0] : 0, file)
}

function placeText(text: string, offset: number, file: string): string {
  const { line, column } = positionAt(lineStarts(text), offset)
  return `${file}:${line}:${column}`
}

function invalid(message: string, hint?: string): LinterError {
  return new LinterError('invalid-config', message, { hint })
}

/** A value that is no text, in a word. */
function describe(found: unknown): string {
  if (found === undefined || found === null) return 'nothing'
  return Array.isArray(found) ? 'a list' : typeof found === 'object' ? 'a map' : JSON.stringify(found)
}

function mapValues<K extends string, V>(names: Record<K, unknown>, make: () => V): Record<K, V> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, make()])) as Record<K, V>
}

const KINDS: Readonly<Record<string, string>> = { object: 'a map', array: 'a list', string: 'a text' }

function expectedIn(issue: z.core.$ZodIssue): string {
  const kind = issue.code === 'invalid_type' ? KINDS[issue.expected] : undefined
  return kind ?? issue.message.replace(/^expected /, '')
}

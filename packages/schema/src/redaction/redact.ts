import type { ChangeKind } from '../diff/schema-change.js'
import type { SchemaDocument } from '../schema-document.js'
import { REDACTED, redactAllButHost, redactHeaderText, redactText } from './redact-text.js'
import { namesHeadersOrEnvironment, namesSecret } from './secret-names.js'
import { settingRedactions, type Treatment } from './setting-redactions.js'

/** Deeper values are hidden as a whole; no honest value nests like that. */
const DEEPEST = 200
/** Shorter secrets, plain words, paths and media types are not searched for in other texts: too much innocent would be hit. */
const SHORTEST = 8
const INNOCENT = /^(?:[a-z]+|[~/].*|[A-Z]:\\.*|[a-z]+\/[a-z.+-]+)$/i

/** Members that name the setting a record is about. */
const NAMING = ['key', 'setting', 'name'] as const
/** The setting that was probably meant by a name that is none: what was meant to be secret is. */
const MEANT = 'suggestion'
/** Members of such a record, or of records inside it, that hold the setting's value. */
const HOLDS_VALUE =
  /^(?:value|values|raw|decoded|encoded|effective|actual|expected|from|to|before|after|old|new|previous|current|data|text|content)$/i

/** Changes between schemas hold facts about settings, no values of a machine. */
const SCHEMA_CHANGES: ReadonlySet<unknown> = new Set<ChangeKind>([
  'renamed',
  'type-changed',
  'enum-changed',
  'constraint-changed',
  'annotation-changed',
  'default-changed',
  'availability-changed',
  'deprecated',
  'undeprecated',
  'visibility-changed',
  'fact-changed',
])

export interface RedactOptions {
  /** Return the result as it is. */
  showSecrets?: boolean
}

/**
 * A copy of a result, plain JSON of any form, with `‹redacted›` in place of secrets: values of settings that the document
 * redacts (under their names, or in records that name them as `key`, `setting` or `name`), values of headers and
 * environment variables, user names and passwords in URLs, and values under unknown names that speak of secrets. JSON inside
 * texts is treated alike. What was hidden in one place is also hidden where other texts quote it.
 */
export function redact<T>(result: T, document: SchemaDocument, options: RedactOptions = {}): T {
  if (options.showSecrets) return result
  const redaction = new Redaction(settingRedactions(document))
  return redaction.hideQuotations(redaction.value(result, 'inside', 0)) as T
}

class Redaction {
  private readonly hidden = new Set<string>()

  constructor(private readonly settings: ReadonlyMap<string, Treatment>) {}

  /** `setting` says how the value of the setting is shown that the records around are about. */
  value(value: unknown, setting: Treatment, depth: number): unknown {
    if (depth > DEEPEST || ArrayBuffer.isView(value)) return REDACTED
    if (typeof value === 'string') return this.text(value, depth)
    if (Array.isArray(value)) return this.list(value, setting, depth)
    return isRecord(value) ? this.record(value, setting, depth) : value
  }

  /** Replaces texts that were hidden elsewhere. */
  hideQuotations(value: unknown): unknown {
    const secrets = [...this.hidden].sort((left, right) => right.length - left.length)
    if (secrets.length === 0) return value
    return mapTexts(value, (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text))
  }

  private text(text: string, depth: number): string {
    const json = parseCollection(text)
    if (json === undefined) return redactText(text)
    const redacted = JSON.stringify(this.value(json, 'inside', depth + 1))
    return redacted.includes(REDACTED) ? redacted : text
  }

  private list(list: readonly unknown[], setting: Treatment, depth: number): unknown[] {
    return list.map((entry, index) => {
      // `["--token", "secret"]`
      const option: unknown = list[index - 1]
      const follows = typeof option === 'string' && /^--?[A-Za-z][\w-]*$/.test(option) && namesSecret(option)
      if (follows && typeof entry === 'string' && !entry.startsWith('-')) return this.hide(entry)
      return this.value(entry, setting, depth + 1)
    })
  }

  private record(record: Record<string, unknown>, around: Treatment, depth: number): unknown {
    // A setting of a schema document holds facts about a setting, no value of a machine.
    if (Object.hasOwn(record, 'availability') && Object.hasOwn(record, 'provenance')) return record
    const setting = this.subject(record) ?? around
    // Object.fromEntries keeps a member called `__proto__` a member.
    return Object.fromEntries(
      Object.entries(record).map(([name, value]) => [name, this.member(name, value, setting, depth)]),
    )
  }

  /** How the setting is shown that a record is about; nothing where it is about none. */
  private subject(record: Record<string, unknown>): Treatment | undefined {
    if (SCHEMA_CHANGES.has(record['kind'])) return 'inside'
    for (const member of [...NAMING, MEANT]) {
      const name = Object.hasOwn(record, member) ? record[member] : undefined
      if (typeof name !== 'string') continue
      const known = this.settings.get(name)
      if (known) return known
      if (namesSecret(name)) return 'hide'
    }
    return undefined
  }

  private member(name: string, value: unknown, setting: Treatment, depth: number): unknown {
    const known = this.settings.get(name)
    if (known === 'hide' || known === 'host') return this.show(known, value)
    if (setting !== 'inside' && HOLDS_VALUE.test(name)) return this.show(setting, value)
    if (namesHeadersOrEnvironment(name)) return this.headers(value)
    if (!known && namesSecret(name) && !isRecord(value) && !isListOfRecords(value)) return this.hide(value)
    return this.value(value, setting, depth + 1)
  }

  private show(treatment: 'hide' | 'host', value: unknown): unknown {
    if (treatment === 'hide' || typeof value !== 'string') return this.hide(value)
    const shown = redactAllButHost(value)
    if (shown.includes(REDACTED)) this.remember(value)
    return value === '' ? value : shown
  }

  /** Names of headers and variables stay, values go. */
  private headers(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((entry) => this.headers(entry))
    if (isRecord(value)) {
      const naming = NAMING.find((member) => typeof value[member] === 'string')
      return Object.fromEntries(
        Object.entries(value).map(([name, entry]) => [name, name === naming ? entry : this.hide(entry)]),
      )
    }
    if (typeof value !== 'string') return this.hide(value)
    const json = parseCollection(value)
    if (json !== undefined) return JSON.stringify(this.headers(json))
    this.remember(value)
    return value === '' ? value : redactHeaderText(value)
  }

  /** What is not set is no secret, and neither is a yes or no. */
  private hide(value: unknown): unknown {
    if (value === null || value === undefined || value === '' || typeof value === 'boolean') return value
    mapTexts(value, (text) => this.remember(text))
    return REDACTED
  }

  private remember(text: string): string {
    if (text.length >= SHORTEST && text !== REDACTED && !INNOCENT.test(text)) {
      this.hidden.add(text)
      this.hidden.add(JSON.stringify(text).slice(1, -1))
      const json = parseCollection(text)
      if (json !== undefined) mapTexts(json, (part) => this.remember(part))
    }
    return text
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

function isListOfRecords(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord)
}

/** The list or map that a text stands for as JSON; undefined for any other text. */
function parseCollection(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text) as object
  } catch {
    return undefined
  }
}

/** Applies `change` to every text in a value, names excepted. */
function mapTexts(value: unknown, change: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return change(value)
  if (depth > DEEPEST) return REDACTED
  if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, change, depth + 1))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, mapTexts(entry, change, depth + 1)]))
}

import { effectiveSettings, paths, plainEffective, type PlainEffective } from '@cowork-mdm/host'
import type { Host } from '@cowork-mdm/machine'
import { REDACTED, redact, type JsonValue, type SchemaDocument } from '@cowork-mdm/schema'
import { ZipFile } from 'yazl'
import { osqueryJson } from './reports/osquery.js'
import type { Diagnosis } from './result.js'

export interface BundleOptions {
  /** Names and types of settings instead of the app's own. */
  document?: SchemaDocument
  user?: string
  /** Version of this tool. */
  version: string
}

/**
 * A zip file to send to whoever helps: what was found, what is in effect and why, versions, the places that matter. Of
 * values only those of settings that are known and no secrets; no file of the machine is in it, and no name of a person.
 */
export async function supportBundle(host: Host, diagnosis: Diagnosis, options: BundleOptions): Promise<Buffer> {
  const { version, ...reading } = options
  const { effective, document } = await effectiveSettings(host, reading)
  const people = await host.users()
  const hide = anonymous(people)
  const known = new Set(document.keys.map(({ name }) => name))
  const plain = redact(withoutStored(plainEffective(effective)), document) as unknown as JsonValue
  const files: Record<string, string> = {
    'README.txt': README,
    'results.json': json(hide(redact(diagnosis, document) as unknown as JsonValue)),
    'report.json': hide(osqueryJson(redact(diagnosis, document), host.now())) as string,
    'effective.json': json(hide(withoutUnknown(plain, known))),
    'versions.json': json({
      tool: version,
      node: process.versions.node,
      platform: host.platform,
      app: diagnosis.app?.version ?? null,
      schema: { ...diagnosis.schema },
    }),
    'paths.json': json(hide(await placesOf(host))),
  }
  return await zip(files)
}

const README = `What "cowork-mdm doctor --bundle" wrote, for whoever helps you.

results.json    what each check found
report.json     the same as fleetd reads it
effective.json  settings, where each comes from and why; secrets and unknown values are ‹redacted›
versions.json   of the tool, the app and the schema
paths.json      places that matter, and whether each is there

Names of people are user-1, user-2 and so on. No file of the machine is in here. Read it before you send it.
`

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

/** Every name and home of a person, replaced by a number: in all texts, and in names of members. */
function anonymous(users: readonly { name: string; home: string; sid?: string }[]): (value: JsonValue) => JsonValue {
  const words = users.flatMap(({ name, home, sid }, index) => {
    const stands = `user-${index + 1}`
    const [base = name] = home.split(/[\\/]/).slice(-1)
    return [...new Set([name, base, ...(sid === undefined ? [] : [sid])])].map((word) => ({ word, stands }))
  })
  const patterns = words
    .filter(({ word }) => word !== '')
    .sort((left, right) => right.word.length - left.word.length)
    .map(({ word, stands }) => ({
      pattern: new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu'),
      stands,
    }))
  const text = (value: string) => patterns.reduce((rest, { pattern, stands }) => rest.replace(pattern, stands), value)
  const walk = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [text(name), walk(entry)]))
  }
  return walk
}

/** Values that no setting explains, or that are none of its values, may be anything: a password under a misspelt name, for one. */
function withoutUnknown(value: JsonValue, known: ReadonlySet<string>): JsonValue {
  if (Array.isArray(value)) return value.map((entry) => withoutUnknown(entry, known))
  if (typeof value !== 'object' || value === null) return value
  const record = value as Record<string, JsonValue>
  const isUnknown = typeof record['name'] === 'string' && 'raw' in record && !known.has(record['name'])
  const isUseless = record['outcome'] === 'invalid' || record['outcome'] === 'not-read'
  return Object.fromEntries(
    Object.entries(record).map(([name, entry]) => [
      name,
      (isUnknown || isUseless) && (name === 'raw' || name === 'value') ? REDACTED : withoutUnknown(entry, known),
    ]),
  )
}

/** What sources hold is told by the settings; here it is enough what there is. */
function withoutStored({ sources, ...rest }: PlainEffective) {
  return {
    ...rest,
    sources: sources.map(({ values, ...source }) => ({
      ...source,
      values: values.map(({ name, type }) => ({ name, type })),
    })),
  }
}

async function placesOf(host: Host): Promise<JsonValue> {
  const found = []
  for (const { id, path, kind } of paths(host.platform)) {
    const isOne = kind !== 'registry' && !/[<*]/.test(path)
    const facts = isOne ? await host.stat(path).catch(() => undefined) : undefined
    found.push({
      id,
      path,
      ...(isOne && { found: facts?.type ?? 'nothing' }),
      ...(facts?.mode !== undefined && { mode: facts.mode.toString(8).padStart(4, '0'), uid: facts.uid ?? null }),
    })
  }
  return found
}

/** Dates are those of the zip format's beginning, so that the same contents make the same file. */
async function zip(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = new ZipFile()
  for (const [name, text] of Object.entries(files))
    archive.addBuffer(Buffer.from(text), name, { mtime: new Date(1980, 0, 1) })
  archive.end()
  const chunks: Buffer[] = []
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk as Buffer))
  return Buffer.concat(chunks)
}

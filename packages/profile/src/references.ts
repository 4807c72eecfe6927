import { jsonPointer, type JsonValue } from '@cowork-mdm/schema'
import type { ProfileSetting, Reference, TextReference } from './profile.js'

/** A reference, or an escaped one: `$${env:X}` stands for the text `${env:X}`. */
const REFERENCE = /\$(\$?)\{(env|file):([^}]*)\}/g

/** The parts of a text as it is written in YAML; undefined where it holds no reference and nothing escaped. */
function partsOf(text: string): (string | Reference)[] | undefined {
  const parts: (string | Reference)[] = []
  let end = 0
  for (const match of text.matchAll(REFERENCE)) {
    const [whole, escape, kind, name] = match as unknown as [string, string, Reference['kind'], string]
    parts.push(text.slice(end, match.index), escape === '' ? { kind, name } : whole.slice(1))
    end = match.index + whole.length
  }
  if (end === 0) return undefined
  parts.push(text.slice(end))
  return parts.filter((part) => part !== '')
}

/** Takes the references out of a value as written in YAML. */
export function readReferences(written: JsonValue): Pick<ProfileSetting, 'value' | 'references'> {
  const references: TextReference[] = []
  const value = mapTexts(written, [], (text, pointer) => {
    const parts = partsOf(text)
    if (parts === undefined) return text
    if (parts.every((part) => typeof part === 'string')) return parts.join('')
    references.push({ pointer, parts })
    return text
  })
  return references.length === 0 ? { value } : { value, references }
}

/** The inverse of `readReferences`: a value as it is written in YAML, where texts that only look like references are escaped. */
export function writeReferences({ value, references = [] }: ProfileSetting): JsonValue {
  const written = new Set(references.map(({ pointer }) => pointer))
  return mapTexts(value, [], (text, pointer) =>
    written.has(pointer) ? text : text.replace(REFERENCE, (whole) => `$${whole}`),
  )
}

/** What a reference in a setting stands for. */
export type ReferenceResolver = (reference: Reference, setting: ProfileSetting) => string

/**
 * A setting's value with every reference replaced by what `resolve` returns for it. Where the whole value was one text, it
 * is a stored form then, to be read as the setting's type.
 */
export function resolveReferences(setting: ProfileSetting, resolve: ReferenceResolver): JsonValue {
  const { value, references = [] } = setting
  if (references.length === 0) return value
  const texts = new Map(
    references.map(({ pointer, parts }) => [
      pointer,
      parts.map((part) => (typeof part === 'string' ? part : resolve(part, setting))).join(''),
    ]),
  )
  return mapTexts(value, [], (text, pointer) => texts.get(pointer) ?? text)
}

function mapTexts(
  value: JsonValue,
  path: readonly (string | number)[],
  change: (text: string, pointer: string) => string,
): JsonValue {
  if (typeof value === 'string') return change(value, jsonPointer(path))
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item, index) => mapTexts(item, [...path, index], change))
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, mapTexts(member, [...path, name], change)]),
  )
}

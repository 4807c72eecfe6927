import { valueAt } from '@cowork-mdm/schema/values'
import { PATH_RULES, type PathRule, type ValueSchema } from '@cowork-mdm/schema'
import type { LintedSetting, Subject } from '../subject.js'
import { placeholderIn } from './placeholder-in.js'

export interface PathInSetting {
  setting: LintedSetting
  pointer: string
  path: string
  kind: 'file' | 'folder'
  rule: PathRule | undefined
}

/** Every path in a file's settings, by the schemas of their values. References and placeholders are none. */
export function pathsIn(subject: Subject): readonly PathInSetting[] {
  let found = known.get(subject)
  if (!found) known.set(subject, (found = findPaths(subject)))
  return found
}

/** Several rules ask. */
const known = new WeakMap<Subject, PathInSetting[]>()

function findPaths({ settings }: Subject): PathInSetting[] {
  return settings.flatMap((setting) => {
    const { key, value, references = [] } = setting
    if (!key) return []
    const rule = PATH_RULES.find((other) => other.setting === key.name)
    return [...placesOf(key.value, value, '')].flatMap(([pointer, kind]) => {
      const path = valueAt(value, pointer)
      const isOpen = typeof path !== 'string' || path === '' || placeholderIn(path) !== undefined
      if (isOpen || references.some((reference) => reference.pointer === pointer)) return []
      return [{ setting, pointer, path, kind, rule }]
    })
  })
}

function placesOf(schema: ValueSchema, value: unknown, pointer: string): Map<string, 'file' | 'folder'> {
  const found = new Map<string, 'file' | 'folder'>()
  const add = (part: ValueSchema | undefined | false, inner: unknown, at: string) => {
    if (part) for (const [place, kind] of placesOf(part, inner, at)) found.set(place, kind)
  }
  for (const part of schema.anyOf ?? []) add(part, value, pointer)
  if (typeof value === 'string') {
    if (schema['x-path']) found.set(pointer, schema['x-path'])
  } else if (Array.isArray(value)) value.forEach((item, index) => add(schema.items, item, `${pointer}/${index}`))
  else if (typeof value === 'object' && value !== null) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (Object.hasOwn(value, name)) add(property, (value as Record<string, unknown>)[name], `${pointer}/${name}`)
    }
  }
  return found
}

import { RETIRED_FORMS, type RetiredForm } from '../rules/retired-forms.js'
import type { JsonValue, SettingKey } from '../schema-document.js'
import { textsIn } from './texts-in.js'
import { valueAt } from './value-at.js'

/** Forms of a setting's value that the app has stopped taking, with their places. */
export function retiredFormsIn(key: SettingKey | undefined, value: unknown): { form: RetiredForm; pointer: string }[] {
  if (!key || value === null || value === '') return []
  return RETIRED_FORMS.filter(({ setting }) => setting === key.name).flatMap((form) =>
    placesOf(form, value).map((pointer) => ({ form, pointer })),
  )
}

/**
 * Whether what is wrong at a place is that the form around it is retired. A form that only lacks something says nothing of
 * that.
 */
export function isRetiredAt(key: SettingKey | undefined, value: unknown, pointer: string): boolean {
  return retiredFormsIn(key, value).some(
    ({ form, pointer: at }) =>
      !(form.entry && 'lacks' in form.entry) && (at === '' || pointer === at || pointer.startsWith(`${at}/`)),
  )
}

function placesOf({ kind, words = [], at, entry }: RetiredForm, value: unknown): string[] {
  if (kind !== undefined) return kind === 'any' || kind === kindOf(value) ? [''] : []
  if (entry) {
    const entries: readonly unknown[] = Array.isArray(value) ? value : []
    return entries.flatMap((each, index) =>
      isRetired(each, entry) ? [`/${index}${'has' in entry ? entry.has : ''}`] : [],
    )
  }
  return textsIn(value)
    .filter(({ text, pointer }) => words.includes(text) && (!at || at.test(pointer)))
    .map(({ pointer }) => pointer)
}

function isRetired(each: unknown, entry: NonNullable<RetiredForm['entry']>): boolean {
  if (kindOf(each) !== 'map') return false
  const has = (pointer: string) => valueAt(each as JsonValue, pointer) !== undefined
  return 'has' in entry ? has(entry.has) : !has(entry.lacks) && !has(entry.unless)
}

function kindOf(value: unknown): 'text' | 'list' | 'map' | undefined {
  if (typeof value === 'string') return 'text'
  if (Array.isArray(value)) return 'list'
  return typeof value === 'object' && value !== null ? 'map' : undefined
}

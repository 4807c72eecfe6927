import { RETIRED_FORMS, type RetiredForm } from '../rules/retired-forms.js'
import type { SettingKey } from '../schema-document.js'
import { textsIn } from './texts-in.js'

/** Forms of a setting's value that the app has stopped taking, with their places. */
export function retiredFormsIn(key: SettingKey | undefined, value: unknown): { form: RetiredForm; pointer: string }[] {
  if (!key || value === null || value === '') return []
  return RETIRED_FORMS.filter(({ setting }) => setting === key.name).flatMap((form) => {
    const kind = typeof value === 'string' ? 'text' : Array.isArray(value) ? 'list' : undefined
    if (form.kind !== undefined) return form.kind === 'any' || form.kind === kind ? [{ form, pointer: '' }] : []
    const { words = [] } = form
    return textsIn(value)
      .filter(({ text }) => words.includes(text))
      .map(({ pointer }) => ({ form, pointer }))
  })
}

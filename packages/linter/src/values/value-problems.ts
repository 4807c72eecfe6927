import type { SettingProblem } from '@cowork-mdm/profile'
import type { LintedSetting, Subject } from '../subject.js'
import { valueAt } from './meets.js'
import { placeholderIn } from './placeholder-in.js'
import { retiredFormsIn } from './retired-forms.js'

/**
 * What is wrong with values by the schema. Left out are placeholders, which are nothing yet, retired forms, and types that
 * nothing is read of: other rules tell about those.
 */
export function valueProblems(subject: Subject): (SettingProblem & { setting: LintedSetting })[] {
  const invalid = subject.problems().filter(({ code }) => code === 'invalid-value')
  if (invalid.length === 0) return []
  const settings = new Map(subject.settings.map((setting) => [setting.name, setting]))
  return invalid.flatMap((problem) => {
    const setting = settings.get(problem.key)
    return setting && !isExplained(problem, setting) ? [{ ...problem, setting }] : []
  })
}

function isExplained({ pointer }: SettingProblem, setting: LintedSetting): boolean {
  const found = valueAt(setting.value, pointer)
  const { type = '' } = setting.source?.node ?? {}
  return (
    (typeof found === 'string' && placeholderIn(found) !== undefined) ||
    retiredFormsIn(setting).length > 0 ||
    type === 'date' ||
    type === 'data' ||
    (type.startsWith('REG_') && type !== 'REG_SZ' && type !== 'REG_DWORD')
  )
}

/** Whether a setting that takes a list or map is stored as a text. */
export function isJsonText({ key, source }: LintedSetting): boolean {
  const { type } = source?.node ?? {}
  const isPlain = ['string', 'boolean', 'integer', 'number'].includes(key?.value.type ?? '')
  return !isPlain && (type === 'string' || type === 'REG_SZ')
}

import { isRetiredAt, urlsWithCredentials, valueAt } from '@cowork-mdm/schema/values'
import type { LintedProblem, LintedSetting, Subject } from '../subject.js'
import { placeholderIn } from './placeholder-in.js'

/**
 * What is wrong with values by the schema. Left out are placeholders, which are nothing yet, retired forms, types that
 * nothing is read of, and URLs with credentials: other rules tell about those.
 */
export function valueProblems(subject: Subject): LintedProblem[] {
  return subject.problems().filter((problem) => problem.code === 'invalid-value' && !isExplained(problem))
}

function isExplained({ pointer, setting }: LintedProblem): boolean {
  const { key, value, source } = setting
  const found = valueAt(value, pointer)
  const { type = '' } = source?.node ?? {}
  return (
    (typeof found === 'string' && placeholderIn(found) !== undefined) ||
    isRetiredAt(setting.key, setting.value, pointer) ||
    type === 'date' ||
    type === 'data' ||
    (type.startsWith('REG_') && type !== 'REG_SZ' && type !== 'REG_DWORD') ||
    (key !== undefined && urlsWithCredentials(key.value, value).includes(pointer))
  )
}

/** Whether a setting that takes a list or map is stored as a text. */
export function isJsonText({ key, source }: LintedSetting): boolean {
  const { type } = source?.node ?? {}
  const isPlain = ['string', 'boolean', 'integer', 'number'].includes(key?.value.type ?? '')
  return !isPlain && (type === 'string' || type === 'REG_SZ')
}

import type { LintedSetting } from '../subject.js'

/** Whether parts of a setting's value may be quoted: the app itself shows it in its reports, or has no word on it. */
export function isOpen({ key }: LintedSetting): boolean {
  return key !== undefined && (key.redaction === undefined || key.redaction === 'keep')
}

import type { Condition, JsonValue, SettingRelation } from '@cowork-mdm/schema'
import type { LintedSetting, Subject } from '../subject.js'
import { meets } from './meets.js'

/** A relation that does not hold, at the setting that it is about. */
export interface BrokenRelation {
  relation: SettingRelation
  setting: LintedSetting
  pointer: string
}

export function broken(subject: Subject, relations: readonly SettingRelation[]): BrokenRelation[] {
  return relations.flatMap((relation) => {
    const { of, inEntry, platform } = relation
    if (platform !== undefined && platform !== subject.platform) return []
    return placesOf(subject, of, inEntry, (value) => isBroken(relation, value)).map((place) => ({ relation, ...place }))
  })
}

/**
 * Where a test of values by name comes true: of the settings as a whole, or of each entry of the one that the condition is
 * about, which then stands for them.
 */
export function placesOf(
  subject: Subject,
  { setting: name, at = '' }: Condition,
  inEntry: true | undefined,
  test: (value: (name: string) => JsonValue | undefined) => boolean,
): { setting: LintedSetting; pointer: string }[] {
  const setting = subject.setting(name)
  if (!setting) return []
  if (!inEntry) return test(subject.value) ? [{ setting, pointer: at }] : []
  const entries = Array.isArray(setting.value) ? setting.value : []
  return entries.flatMap((entry, index) => (test(() => entry) ? [{ setting, pointer: `/${index}${at}` }] : []))
}

function isBroken(
  { of, and, needs, excludes }: SettingRelation,
  value: (name: string) => JsonValue | undefined,
): boolean {
  const holds = (condition: Condition) => meets(value(condition.setting), condition)
  if (!holds(of) || (and && !holds(and))) return false
  return needs ? !needs.some(holds) : excludes !== undefined && holds(excludes)
}

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
    const setting = subject.setting(of.setting)
    if (!setting || (platform !== undefined && platform !== subject.platform)) return []
    const at = of.at ?? ''
    if (!inEntry) return isBroken(relation, subject.value) ? [{ relation, setting, pointer: at }] : []
    const entries = Array.isArray(setting.value) ? setting.value : []
    return entries.flatMap((entry, index) =>
      isBroken(relation, () => entry) ? [{ relation, setting, pointer: `/${index}${at}` }] : [],
    )
  })
}

function isBroken(
  { of, and, needs, excludes }: SettingRelation,
  value: (name: string) => JsonValue | undefined,
): boolean {
  const holds = (condition: Condition) => meets(value(condition.setting), condition)
  if (!holds(of) || (and && !holds(and))) return false
  return needs ? !needs.some(holds) : excludes !== undefined && holds(excludes)
}

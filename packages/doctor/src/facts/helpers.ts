import { HELPER_PROGRAMS, NEEDED_FILES, type ProgramRule } from '@cowork-mdm/schema'
import type { Patient } from '../patient.js'

export interface Helper {
  setting: string
  path: string
  /** What the rule table says of it; absent for a program that prints no credential. */
  rule?: ProgramRule
}

/** Programs that this configuration makes the app run, as they are in effect. */
export async function helpersOf(patient: Patient): Promise<Helper[]> {
  const values = await patient.values()
  const { platform } = patient.host
  const set = (name: string) => {
    const value = values[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  const rules = HELPER_PROGRAMS.filter(
    ({ platforms, setting }) => platforms.includes(platform) && set(setting) !== undefined,
  )
  const replaced = new Set(rules.flatMap(({ insteadOf }) => insteadOf ?? []))
  return [
    ...rules
      .filter(({ setting }) => !replaced.has(setting))
      .map((rule) => ({ setting: rule.setting, path: set(rule.setting)!, rule })),
    ...NEEDED_FILES.flatMap(({ setting }) => {
      const path = set(setting)
      return path === undefined ? [] : [{ setting, path }]
    }),
  ]
}

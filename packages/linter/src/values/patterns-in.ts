import type { LintedSetting, Subject } from '../subject.js'

/** Every host pattern in a file's settings: entries of lists that the schema marks so. */
export function patternsIn({ settings }: Subject): { setting: LintedSetting; pointer: string; pattern: string }[] {
  return settings.flatMap((setting) => {
    const { key, value } = setting
    if (!key?.value.items?.['x-glob'] || !Array.isArray(value)) return []
    return value.flatMap((pattern, index) =>
      typeof pattern === 'string' ? [{ setting, pointer: `/${index}`, pattern }] : [],
    )
  })
}

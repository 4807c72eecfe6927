import { compareVersions, findKey, type SchemaDocument, type SettingKey } from '@cowork-mdm/schema'
import { explainIssues, validatorFor } from '@cowork-mdm/schema/values'
import type { Profile, ProfileSetting } from './profile.js'
import { nodeAt } from './raw-node.js'
import type { SourceRange } from './source.js'

export type SettingProblemCode =
  'unknown-key' | 'renamed-key' | 'set-twice' | 'invalid-value' | 'deprecated' | 'removed' | 'not-in-version'

/** What is wrong with one setting of a profile. */
export interface SettingProblem {
  code: SettingProblemCode
  /** `error`: the app does not use the setting as it stands; `warning`: it probably does not do what was meant. */
  severity: 'error' | 'warning'
  key: string
  /** JSON pointer into the setting's value. */
  pointer: string
  message: string
  file?: string
  range?: SourceRange
}

export interface ValidateOptions {
  /** Release that the profile is for: settings that came later are errors. */
  appVersion?: string
}

/**
 * Checks every setting against the schema: names, types, enumerations, bounds, patterns, the inside of lists and maps,
 * availability. References are not resolved, and texts that hold one are not checked.
 * @returns problems in the order of the settings; none where the profile is valid
 * @throws SchemaError `bad-version` where `appVersion` is none
 */
export function validateProfile(
  profile: Profile,
  document: SchemaDocument,
  options: ValidateOptions = {},
): SettingProblem[] {
  const names = new Map<string, string>()
  return profile.settings.flatMap((setting) => {
    const lookup = findKey(document, setting.name)
    if (!lookup.key) {
      const { suggestion } = lookup
      const meant = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`
      return [problem(setting, 'unknown-key', 'warning', '', `No setting is called ${setting.name}.${meant}`)]
    }
    const { key } = lookup
    const found = [...checkValue(setting, key), ...checkAvailability(setting, key, options)]
    const earlier = names.get(key.name)
    if (earlier !== undefined) {
      const message = `${setting.name} is ${key.name}, which is set as ${earlier} already.`
      found.unshift(problem(setting, 'set-twice', 'error', '', message))
    } else if (setting.name !== key.name) {
      const message = `${setting.name} is called ${key.name} now; the earlier name is on its way out.`
      found.unshift(problem(setting, 'renamed-key', 'warning', '', message))
    }
    names.set(key.name, setting.name)
    return found
  })
}

function checkValue(setting: ProfileSetting, key: SettingKey): SettingProblem[] {
  if (setting.value === null || setting.value === '') return []
  const outcome = validatorFor(key.value).safeParse(setting.value)
  if (outcome.success) return []
  const unresolved = (setting.references ?? []).map(({ pointer }) => pointer)
  return explainIssues(outcome.error.issues)
    .filter(({ pointer }) => !unresolved.includes(pointer))
    .map(({ pointer, message }) => problem(setting, 'invalid-value', 'error', pointer, message))
}

function checkAvailability(
  setting: ProfileSetting,
  key: SettingKey,
  { appVersion }: ValidateOptions,
): SettingProblem[] {
  const { availability } = key
  if (availability.length > 0 && availability.every(({ status }) => status === 'removed')) {
    return [problem(setting, 'removed', 'warning', '', `${key.name} was removed; the app ignores it.`)]
  }
  if (availability.length > 0 && availability.every(({ status }) => status !== 'enabled')) {
    return [problem(setting, 'deprecated', 'warning', '', `${key.name} is deprecated.`)]
  }
  const first = firstVersion(key)
  if (appVersion === undefined || first === undefined || compareVersions(appVersion, first) >= 0) return []
  const message = `${key.name} came with version ${first}; version ${appVersion} ignores it.`
  return [problem(setting, 'not-in-version', 'error', '', message)]
}

/** The release that brought a setting; undefined where one of its scopes does not say. */
function firstVersion({ availability }: SettingKey): string | undefined {
  const versions = availability.map(({ since }) => since)
  if (versions.length === 0 || versions.includes(undefined)) return undefined
  return (versions as string[]).sort(compareVersions)[0]
}

function problem(
  setting: ProfileSetting,
  code: SettingProblemCode,
  severity: SettingProblem['severity'],
  pointer: string,
  message: string,
): SettingProblem {
  const { name: key, source } = setting
  const found: SettingProblem = { code, severity, key, pointer, message }
  if (!source) return found
  if (source.file !== undefined) found.file = source.file
  found.range = code === 'invalid-value' ? nodeAt(source.node, pointer).range : source.name
  return found
}

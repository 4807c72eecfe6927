import { FORMATS, type Artifact } from '@cowork-mdm/encoder'
import { validateProfile, type ProfileSetting, type SettingProblem, type SourceRange } from '@cowork-mdm/profile'
import { keyNamed, type JsonValue, type Platform, type SchemaDocument, type SettingKey } from '@cowork-mdm/schema'
import { decodeValue, type Decoded } from '@cowork-mdm/schema/values'
import type { Target } from './target.js'
import { storedValue } from './values/stored-value.js'

/** What rules know beside the files at hand. */
export interface LintContext {
  document: SchemaDocument
  /** Oldest release of the app in the fleet. */
  appVersion?: string
  /** Console that the files go to. */
  target?: Target
  /** What is deployed. */
  baseline: readonly Artifact[]
  /** Texts of files that YAML profiles extend, which are merged into them. */
  layers?: ReadonlyMap<string, string>
  /** Hosts that a firewall lets through. */
  allowedHosts: readonly string[]
}

/** One file under a rule. */
export interface Subject {
  artifact: Artifact
  /** System that reads the file; `any` for the authoring form. */
  platform: Platform | 'any'
  /** Settings with what the schema knows of them. */
  settings: readonly LintedSetting[]
  /** The value of a setting under its present name; undefined where it is unset, as null and the empty text are. */
  value: (name: string) => JsonValue | undefined
  /** The same, where it is a text. */
  text: (name: string) => string | undefined
  /** The setting of that present name, where it is set. */
  setting: (name: string) => LintedSetting | undefined
  /** What the app makes of a setting as it is stored; undefined where the schema does not know it. */
  decoded: (setting: LintedSetting) => Decoded | undefined
  /** What `validateProfile` finds. */
  problems: () => readonly LintedProblem[]
  context: LintContext
}

export interface LintedSetting extends ProfileSetting {
  /** Absent where the schema does not know it. */
  key: SettingKey | undefined
}

/** What is wrong with a setting by the schema. */
export interface LintedProblem extends SettingProblem {
  setting: LintedSetting
}

/** A setting's value (inside it, by JSON pointer), its name, a range, or the file as a whole. */
export interface Place {
  setting?: ProfileSetting
  pointer?: string
  atName?: boolean
  range?: SourceRange | undefined
}

/** Newer than every release: what is read by the newest one. */
const NEWEST = '@next'

export function subjectOf(artifact: Artifact, context: LintContext): Subject {
  const { document, appVersion } = context
  const { platform, carrier } = FORMATS[artifact.format]
  const settings = artifact.profile.settings.map((setting): LintedSetting => ({
    ...setting,
    key: keyNamed(document, setting.name),
  }))
  const byName = new Map<string, LintedSetting>()
  for (const setting of settings) {
    const isSet = setting.value !== null && setting.value !== ''
    if (isSet) byName.set(setting.key?.name ?? setting.name, setting)
  }
  const decoded = new Map<LintedSetting, Decoded | undefined>()
  let problems: readonly LintedProblem[] | undefined
  const reader = { carrier, appVersion: appVersion ?? NEWEST, platform: platform === 'any' ? 'darwin' : platform }
  return {
    artifact,
    platform,
    settings,
    value: (name) => byName.get(name)?.value,
    text: (name) => {
      const value = byName.get(name)?.value
      return typeof value === 'string' ? value : undefined
    },
    setting: (name) => byName.get(name),
    decoded: (setting) => {
      if (!decoded.has(setting)) {
        const { key, source } = setting
        decoded.set(setting, key && source && decodeValue(key, storedValue(source.node, carrier), reader))
      }
      return decoded.get(setting)
    },
    problems: () => (problems ??= problemsOf(artifact, settings, context)),
    context,
  }
}

function problemsOf(
  { profile, text, file: own }: Artifact,
  settings: readonly LintedSetting[],
  { document, appVersion, layers }: LintContext,
): LintedProblem[] {
  const options = {
    textOf: (file = own) => (file === own ? text : layers?.get(file ?? '')),
    ...(appVersion !== undefined && { appVersion }),
  }
  const byName = new Map(settings.map((setting) => [setting.name, setting]))
  return validateProfile(profile, document, options).map((problem) => ({
    ...problem,
    setting: byName.get(problem.key)!,
  }))
}

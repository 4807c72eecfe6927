import {
  availabilityAt,
  compareVersions,
  findKey,
  nearestName,
  readerRules,
  type JsonValue,
  type SchemaDocument,
  type SettingKey,
} from '@cowork-mdm/schema'
import { checkValue, urlsWithCredentials, type ValueProblem } from '@cowork-mdm/schema/values'
import { describeFound } from './describe-found.js'
import { whereJsonBreaks } from './json-text/json-text.js'
import { rangeAt, rangeInText } from './json-text/range-at.js'
import type { Profile, ProfileSetting } from './profile.js'
import { pathOf } from './raw-node.js'
import type { SourceRange } from './source.js'

export type SettingProblemCode =
  | 'unknown-key'
  | 'renamed-key'
  | 'set-twice'
  | 'invalid-value'
  | 'entry-left-out'
  | 'deprecated'
  | 'removed'
  | 'not-in-version'

/** What is wrong with one setting of a profile. */
export interface SettingProblem {
  code: SettingProblemCode
  /** `error`: the app does not use the setting as it stands; `warning`: it probably does not do what was meant. */
  severity: 'error' | 'warning'
  key: string
  /** JSON pointer into the setting's value. */
  pointer: string
  /** What was expected, what was found, what to do. Values that are redacted are not quoted. */
  message: string
  file?: string
  range?: SourceRange
}

export interface ValidateOptions {
  /** Release that the profile is for: settings that came later are errors. By default the newest one. */
  appVersion?: string
  /**
   * The decoded text of a file that settings come from, by the name it was read under. With it, problems inside JSON text
   * have their place there; without it, that of the whole text.
   */
  textOf?: (file: string | undefined) => string | undefined
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
  if (options.appVersion !== undefined) compareVersions(options.appVersion, options.appVersion)
  const names = new Map<string, string>()
  return profile.settings.flatMap((setting) => {
    const validation = new SettingValidation(setting, document, options)
    const { key, suggestion } = { suggestion: undefined, ...findKey(document, setting.name) }
    if (!key) return [validation.unknown(suggestion)]
    const earlier = names.get(key.name)
    names.set(key.name, setting.name)
    return [...validation.name(key, earlier), ...validation.value(key), ...validation.availability(key)]
  })
}

/** The checks of one setting. */
class SettingValidation {
  constructor(
    private readonly setting: ProfileSetting,
    private readonly document: SchemaDocument,
    private readonly options: ValidateOptions,
  ) {}

  unknown(suggestion: string | undefined): SettingProblem {
    const { name } = this.setting
    const [outer, ...inner] = name.split('.')
    const isInner = inner.length > 0 && findKey(this.document, outer!).key !== undefined
    const advice = isInner
      ? `The app reads no names with dots; write ${inner.join('.')} inside ${outer}.`
      : suggestion === undefined
        ? 'Check the spelling: the app ignores names that it does not know.'
        : `Did you mean ${suggestion}?`
    return this.atName('unknown-key', 'warning', `Expected a known setting, found ${name}. ${advice}`)
  }

  /** `earlier` is the name that the setting has been set by before. */
  name(key: SettingKey, earlier: string | undefined): SettingProblem[] {
    const { name } = this.setting
    if (earlier !== undefined) {
      const message = `Expected ${key.name} once, found it as ${earlier} and again as ${name}; remove one of them.`
      return [this.atName('set-twice', 'error', message)]
    }
    if (name === key.name) return []
    const message = `Expected ${key.name}, found its earlier name ${name}; newer releases may not read that.`
    return [this.atName('renamed-key', 'warning', message)]
  }

  value(key: SettingKey): SettingProblem[] {
    const { value, references = [] } = this.setting
    if (value === null || value === '') return []
    const unresolved = new Set(references.map(({ pointer }) => pointer))
    const { refused, leftOut } = checkValue(key.value, value)
    const problems = (list: ValueProblem[]) => list.filter(({ pointer }) => !unresolved.has(pointer))
    const broken = typeof value === 'string' && refused.length > 0 && this.brokenJson(key, value)
    if (broken && !unresolved.has('')) return [broken]
    return [
      ...problems(refused).map((problem) => this.invalid(problem)),
      ...problems(leftOut).map((problem) => this.leftOut(problem)),
      ...(refused.length === 0 ? this.credentials(key, value) : []),
    ]
  }

  availability(key: SettingKey): SettingProblem[] {
    const { appVersion } = this.options
    const { state, since } = availabilityAt(key, appVersion)
    const when = since === undefined ? '' : ` with version ${since}`
    switch (state) {
      case 'enabled':
        return []
      case 'deprecated':
        return [this.atName('deprecated', 'warning', `${key.name} was deprecated${when}; plan to do without it.`)]
      case 'removed':
        return [this.atName('removed', 'warning', `${key.name} was removed${when}: the app ignores it. Remove it.`)]
      case 'not-yet': {
        const message = `Expected a setting that version ${appVersion} knows, found ${key.name}, which came${when}.`
        return [this.atName('not-in-version', 'error', message)]
      }
    }
  }

  /** A text that was meant to be JSON, and is none. */
  private brokenJson({ value: schema }: SettingKey, text: string): SettingProblem | undefined {
    const breaks = schema.type !== 'string' && /^\s*[[{]/.test(text) ? whereJsonBreaks(text) : undefined
    if (!breaks) return undefined
    const { name, source } = this.setting
    const kind = schema.type === 'object' ? 'a map' : 'a list'
    const message = `Expected ${kind} for ${name}, found JSON text that breaks off: expected ${breaks.expected} here.`
    const range = source && rangeInText(source.node, breaks.range, this.options.textOf?.(source.file))
    return this.problem('invalid-value', 'error', message, '', range)
  }

  private invalid({ pointer, message, allowed }: ValueProblem): SettingProblem {
    return this.inValue('invalid-value', 'error', pointer, this.sentence(pointer, message, allowed))
  }

  private leftOut({ pointer, message, allowed }: ValueProblem): SettingProblem {
    const sentence = `${this.sentence(pointer, message, allowed)} The app leaves it out without a message.`
    return this.inValue('entry-left-out', 'warning', pointer, sentence)
  }

  /** Releases before that rule took such URLs. */
  private credentials(key: SettingKey, value: JsonValue): SettingProblem[] {
    const rules = readerRules(this.options.appVersion ?? '@next', 'darwin')
    if (!rules.some(({ id }) => id === 'url-credentials-rejected')) return []
    return urlsWithCredentials(key.value, value).map((pointer) => {
      const place = this.placeOf(pointer)
      const message = `Expected a URL without a user name or a password for ${place}; the app rejects one that has them.`
      return this.inValue('invalid-value', 'error', pointer, message)
    })
  }

  private sentence(pointer: string, expected: string, allowed: readonly unknown[] = []): string {
    const found = describeFound(this.document, this.setting, pathOf(pointer))
    const what = `${expected[0]!.toUpperCase()}${expected.slice(1)} for ${this.placeOf(pointer)}`
    if (found === undefined) return `${what}, which is missing.`
    const words = allowed.filter((word) => typeof word === 'string')
    const meant = found.startsWith('"') ? nearestName(found.slice(1, -1), words) : undefined
    return `${what}, found ${found}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`
  }

  private placeOf(pointer: string): string {
    return pointer === '' ? this.setting.name : `${this.setting.name} at ${pointer}`
  }

  private inValue(
    code: SettingProblemCode,
    severity: SettingProblem['severity'],
    pointer: string,
    message: string,
  ): SettingProblem {
    const { source } = this.setting
    const range = source && rangeAt(source.node, pointer, this.options.textOf?.(source.file))
    return this.problem(code, severity, message, pointer, range)
  }

  private atName(code: SettingProblemCode, severity: SettingProblem['severity'], message: string): SettingProblem {
    return this.problem(code, severity, message, '', this.setting.source?.name)
  }

  private problem(
    code: SettingProblemCode,
    severity: SettingProblem['severity'],
    message: string,
    pointer: string,
    range: SourceRange | undefined,
  ): SettingProblem {
    const { name: key, source } = this.setting
    const file = source?.file
    return { code, severity, key, pointer, message, ...(file !== undefined && { file }), ...(range && { range }) }
  }
}

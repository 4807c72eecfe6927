import { keyNamed, redact, type JsonValue, type SettingKey } from '@cowork-mdm/schema'
import { readStored } from '@cowork-mdm/schema/values'
import { resolveReferences, type Profile, type ProfileSetting } from '@cowork-mdm/profile'
import { EncoderError } from '../encoder-error.js'
import type { CarriedSetting, EncodeOptions, Format, Refusal } from '../format.js'
import { note, type Note } from '../notes.js'
import { checkValue } from './check-value.js'

/**
 * The settings of a profile that a format delivers, with references resolved. What is left out is noted.
 * @throws EncoderError where a setting must not be left out and cannot be delivered
 */
export function selectSettings(
  profile: Profile,
  format: Format,
  options: EncodeOptions,
  notes: Note[],
): CarriedSetting[] {
  const selected: CarriedSetting[] = []
  const secrets: ProfileSetting[] = []
  for (const setting of profile.settings) {
    const { name } = setting
    const key = keyNamed(options.document, name)
    const references = format.keepsReferences ? setting.references : undefined
    const value = references ? setting.value : resolved(setting, key, options)
    if (value === null || value === '') notes.push(note('unset-left-out', { key: name }))
    else if (options.dropEmpty && isEmpty(value)) notes.push(note('empty-left-out', { key: name }))
    else if (!key && format.unknownKeys === 'leave-out') notes.push(note('unknown-key-left-out', { key: name }))
    else if (key && format.delivers && !format.delivers(key)) notes.push(note('not-remote-left-out', { key: name }))
    else {
      if (!key && format.unknownKeys === 'refuse' && !options.allowUnknown) throw unknownKey(setting, options)
      if (format.isScript && !options.allowSecrets && isSecret(setting, value, options)) secrets.push(setting)
      const chosen = { name, key, value: checkValue(setting, value, format), ...(references && { references }) }
      const refusal = format.refuses?.(chosen, selected)
      if (refusal) throw notCarried(setting, options, refusal)
      selected.push(chosen)
    }
  }
  if (secrets.length > 0) throw secretsRefused(secrets, options)
  return selected
}

/** A setting's value; where the whole of it was a reference, what that stands for is read as the setting's type. */
function resolved(setting: ProfileSetting, key: SettingKey | undefined, options: EncodeOptions): JsonValue {
  const value = resolveReferences(setting, options.resolveReference ?? refuseReference(setting))
  const isStored = key && setting.references?.some(({ pointer }) => pointer === '')
  return isStored ? (readStored(key, value).value as JsonValue) : value
}

/** Whether the app redacts the setting, or anything in its value is known for a secret by its place or came from elsewhere. */
function isSecret({ name, references }: ProfileSetting, value: JsonValue, { document }: EncodeOptions): boolean {
  const { redaction = 'keep' } = keyNamed(document, name) ?? {}
  if (redaction !== 'keep' || references) return true
  const record = { [name]: value }
  return JSON.stringify(redact(record, document)) !== JSON.stringify(record)
}

function isEmpty(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function refuseReference(setting: ProfileSetting): () => never {
  return () => {
    throw new EncoderError(
      'reference-refused',
      `Expected a value for ${setting.name}, found a reference that nothing resolves.`,
      {
        hint: 'Pass resolveReference.',
        ...placeOf(setting),
      },
    )
  }
}

function unknownKey(setting: ProfileSetting, { format }: EncodeOptions): EncoderError {
  const message = `Expected settings that the schema knows in the format ${format}, found ${setting.name}.`
  const hint = 'One unknown name may void the whole file. Correct it, or pass --allow-unknown.'
  return new EncoderError('unknown-key-refused', message, { hint, ...placeOf(setting) })
}

/** All of them at once, so that nobody has to come back for each. */
function secretsRefused(settings: readonly ProfileSetting[], { format }: EncodeOptions): EncoderError {
  const names = settings.map(({ name }) => name).join(', ')
  const message = `Expected no settings that the app redacts, and no secrets, in the format ${format}, a script that others can read; found ${names}.`
  const hint = 'Deliver them in a profile or registry file, use inferenceCredentialHelper, or pass --allow-secrets.'
  return new EncoderError('secret-refused', message, { hint, ...placeOf(settings[0]!) })
}

function notCarried(setting: ProfileSetting, { format }: EncodeOptions, { found, hint }: Refusal): EncoderError {
  const message = `Expected a setting that the format ${format} has a form for, found ${found}: ${setting.name}.`
  return new EncoderError('value-not-carried', message, { hint, ...placeOf(setting) })
}

function placeOf({ source }: ProfileSetting) {
  return { file: source?.file, range: source?.node.range }
}

import { findKey, type SchemaDocument } from '@cowork-mdm/schema'
import type { Profile, ProfileSetting } from '../profile.js'
import { ProfileError } from '../profile-error.js'
import { validateProfile } from '../validate-profile.js'
import { readWritten } from '../written-value.js'
import { mergeLayers } from './merge-layers.js'

/**
 * A profile with one more layer on top, written as `key=value`. The value is read as the setting's type: `true` and `false`,
 * numbers, JSON text for lists and maps, anything for texts, references too. Nothing after the sign, or `null`, unsets the
 * setting. A name that is like no known one is taken as it is, with JSON or text as its value.
 * @throws ProfileError `invalid-assignment`, whose message holds no redacted value
 */
export function assignSetting(profile: Profile, assignment: string, document: SchemaDocument): Profile {
  const sign = assignment.indexOf('=')
  const name = assignment.slice(0, Math.max(0, sign)).trim()
  if (name === '') {
    // What stands there may be a secret.
    throw refusal(
      `Expected an assignment such as inferenceProvider=gateway, found ${sign < 0 ? 'no equals sign' : 'no name before the equals sign'}.`,
      { hint: 'Write NAME=VALUE, or NAME= to unset it.' },
    )
  }
  const lookup = findKey(document, name)
  // What a profile has is set or unset by any name.
  if (!lookup.key && !profile.settings.some((setting) => setting.name === name)) refuseUnlikely(name, lookup, document)

  const text = assignment.slice(sign + 1)
  const unsets = text === '' || text === 'null'
  const written = unsets ? null : lookup.key ? text : jsonOr(text)
  const setting: ProfileSetting = { name, ...readWritten(written, lookup.key) }
  const [problem] = validateProfile({ settings: [setting] }, document).filter(({ code }) => code === 'invalid-value')
  if (problem) throw refusal(problem.message)
  return mergeLayers([profile, { settings: [setting] }], document)
}

/** A misspelled name would be set, and ignored by the app. */
function refuseUnlikely(name: string, { suggestion }: { suggestion?: string }, document: SchemaDocument): void {
  const [outer = '', ...inner] = name.split('.')
  const map = inner.length > 0 ? findKey(document, outer).key?.name : undefined
  if (map !== undefined) {
    throw refusal(`Expected a setting, found ${name}: the app reads no names with dots.`, {
      hint: `Set the whole map: ${map}='{"${inner[0]}": …}'.`,
    })
  }
  if (suggestion === undefined) return
  throw refusal(`Expected a known setting, found ${name}.`, {
    hint: `Did you mean ${suggestion}? A setting that no schema knows yet can be written into the profile itself.`,
  })
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function refusal(message: string, options: { hint?: string } = {}): ProfileError {
  return new ProfileError('invalid-assignment', message, options)
}

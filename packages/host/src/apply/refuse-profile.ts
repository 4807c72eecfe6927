import { CoworkError } from '@cowork-mdm/machine'
import { validateProfile, type Profile } from '@cowork-mdm/profile'
import type { JsonValue, SchemaDocument } from '@cowork-mdm/schema'

const PLACEHOLDER = /REPLACE_[A-Z0-9]/
const MOST_SHOWN = 5

interface Check {
  document: SchemaDocument
  appVersion: string | undefined
}

/**
 * Refuses a profile that the app would not take as it stands, before anything is touched. `arriving` is what of it arrives,
 * with references filled in.
 *
 * @returns what is not wrong enough to refuse it
 * @throws CoworkError `invalid-profile`, `unresolved-placeholder`
 */
export function refuseProfile(written: Profile, arriving: Profile, { document, appVersion }: Check): string[] {
  const options = appVersion === undefined ? {} : { appVersion }
  const found = validateProfile(written, document, options)
  const errors = found.filter(({ severity }) => severity === 'error').map(({ message }) => message)
  // What a reference stands for may be a secret, so that only the place is named.
  const referring = new Set(written.settings.filter(({ references }) => references).map(({ name }) => name))
  for (const { key, pointer, severity } of validateProfile(arriving, document, options)) {
    if (severity !== 'error' || !referring.has(key)) continue
    errors.push(`Expected a value that fits ${key}${pointer && ` at ${pointer}`}, found another behind its reference.`)
  }
  if (errors.length > 0) {
    const more = errors.length > MOST_SHOWN ? ` And ${errors.length - MOST_SHOWN} more.` : ''
    throw new CoworkError('invalid-profile', `${errors.slice(0, MOST_SHOWN).join(' ')}${more}`, {
      hint: 'See "cowork-mdm profile validate" for every place. Nothing was changed.',
    })
  }
  const open = [...written.settings, ...arriving.settings].filter(({ value }) => holdsPlaceholder(value))
  if (open.length > 0) {
    const names = [...new Set(open.map(({ name }) => name))].join(', ')
    throw new CoworkError('unresolved-placeholder', `Expected values, found REPLACE_… placeholders in ${names}.`, {
      hint: 'Put the real values in their places. Nothing was changed.',
    })
  }
  return found.map(({ message }) => message)
}

function holdsPlaceholder(value: JsonValue): boolean {
  if (typeof value === 'string') return PLACEHOLDER.test(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsPlaceholder)
}

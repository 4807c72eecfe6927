import { availabilityAt, EARLIER_NAMES_UNTIL, settingPlatforms } from '@cowork-mdm/schema'
import { retiredFormsIn } from '@cowork-mdm/schema/values'
import type { Remark, ResolveContext } from './effective.js'
import type { Entry } from './entries.js'

/** What there is to know about a value that decides. */
export function remarksOn({ key, stored, decoded }: Entry, { appVersion, platform, now }: ResolveContext): Remark[] {
  const remarks: Remark[] = []
  const add = (code: Remark['code'], message: string) => remarks.push({ code, message })
  const ended = (day: string) => (now.toISOString() >= day ? `ended on ${day}` : `ends on ${day}`)
  if (stored.name !== key.name) {
    const support = ended(EARLIER_NAMES_UNTIL)
    add('earlier-name', `${stored.name} is an earlier name of ${key.name}; support for such names ${support}.`)
  }
  for (const form of new Set(retiredFormsIn(key, stored.raw).map((found) => found.form)))
    add('retired-form', `Support for this form ${ended(form.until)}; write ${form.instead}.`)
  const { state, since } = availabilityAt(key, appVersion)
  if (state === 'deprecated') add('deprecated', `It is deprecated${since === undefined ? '' : ` since ${since}`}.`)
  if (!settingPlatforms(key).includes(platform)) add('not-on-platform', 'It does nothing on this platform.')
  if (decoded.notes.includes('entries-dropped')) add('entries-dropped', 'Entries that are not valid are left out.')
  if (decoded.notes.includes('native-collection-disputed'))
    add(
      'disputed',
      'It is a list or map as such; reports disagree whether every release reads that. JSON text is safe.',
    )
  return remarks
}

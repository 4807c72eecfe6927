import { counted } from '@cowork-mdm/schema'
import { defineCheck, ok, skipped, warning, type Verdict } from '../check.js'
import type { Channel } from '../facts/channels.js'

export const deliveredBy = defineCheck({
  title: 'It is known who delivers managed settings',
  group: 'delivery',
  platforms: ['darwin', 'win32'],
  severity: 'warning',
  async run(patient) {
    const values = (await patient.sources()).filter(
      ({ tier, state }) => tier === 'managed' && state !== 'absent' && state !== 'unknown',
    )
    const found = await patient.channels()
    if (!found) return skipped('The system does not tell.', { advice: 'Run this as an administrator.' })
    return judge(found, values.length > 0)
  },
})

function judge(found: readonly Channel[], isThere: boolean): Verdict {
  if (found.length === 0 && !isThere) return skipped('Nothing is delivered.')
  if (found.length === 0) {
    return warning('There are managed settings, and nobody who delivers them was found.', {
      advice:
        'They were written on the machine itself, or are left from an earlier profile. Deliver them by a profile or policy, or remove them: nothing keeps them as they are.',
    })
  }
  const detail = [...new Set(found.map(({ name, user }) => (user === undefined ? name : `${name}, for ${user}`)))]
  if (!isThere) {
    return warning(`${counted(found.length, 'channel')} should deliver settings, and none are there.`, {
      detail,
      advice: 'Let the machine check in again, and see its log of device management.',
    })
  }
  // What one person gets does not meet what another one gets.
  const forEverybody = found.filter(({ user }) => user === undefined).length
  const people = [...new Set(found.flatMap(({ user }) => user ?? []))]
  const most = forEverybody + Math.max(0, ...people.map((name) => found.filter(({ user }) => user === name).length))
  if (most === 1) return ok(`Delivered by ${detail.join('; ')}.`)
  return warning(`${counted(most, 'channel')} deliver settings; which one wins may change.`, {
    detail,
    advice: 'Keep all settings of the app in one profile or policy.',
  })
}

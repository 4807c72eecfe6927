import { counted } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, ok, skipped, warning } from '../check.js'

const MOST_NAMED = 10

export const sessions = defineCheck({
  title: 'Sessions of users can be read',
  group: 'users',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run(patient) {
    const { sessions: all, unreadable } = await patient.sessions()
    if (all.length === 0 && unreadable.length === 0) return skipped('Nobody has used the app for work yet.')
    const people = new Set(all.map(({ user }) => user))
    const count = `${counted(all.length, 'session')} of ${counted(people.size, 'user')}`
    if (unreadable.length === 0) return ok(`${count}.`)
    return warning(`${count}; ${counted(unreadable.length, 'file')} of users cannot be read.`, {
      detail: unreadable.slice(0, MOST_NAMED).map((path) => `${path} is damaged, too large, or somebody else’s.`),
      advice:
        'Run this as an administrator. Where a file is damaged, let the user start a new session: the app makes it anew.',
    })
  },
})

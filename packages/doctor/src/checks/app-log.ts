import { quietly } from '@cowork-mdm/machine'
import { pathFor, pathOf } from '@cowork-mdm/host'
import { LOG_MESSAGES } from '@cowork-mdm/schema'
import type { Host } from '@cowork-mdm/machine'
import { defineCheck, EVERYWHERE, ok, skipped, warning } from '../check.js'

/** Where the log begins to be too long, its last part is read. */
const MOST_BYTES = 4 * 1024 * 1024
const MOST_NAMED = 20

export const appLog = defineCheck({
  title: 'The app’s log tells of no trouble with its configuration',
  group: 'app',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run(patient, signal) {
    const { host } = patient
    const { keys } = await patient.document()
    const names = new Set(keys.flatMap(({ name, legacyNames }) => [name, ...(legacyNames ?? [])]))
    const found = new Map<string, number>()
    let logs = 0
    for (const user of await patient.users()) {
      const place = pathFor(pathOf(host.platform, 'app-log'), user)
      const text = await textOf(host, place, signal)
      if (text === undefined) continue
      logs += 1
      for (const line of text.split('\n'))
        for (const { pattern, says } of LOG_MESSAGES) {
          if (!pattern.test(line)) continue
          // Nothing of a line is shown but the name of a setting that is known.
          const name = line.match(/\w+/g)?.find((word) => names.has(word))
          const what = `${place}: ${says}${name === undefined ? '' : ` (${name})`}`
          found.set(what, (found.get(what) ?? 0) + 1)
        }
    }
    if (logs === 0) return skipped('There is no log that can be read.')
    if (found.size === 0) return ok('Nothing about configuration in it.')
    const detail = [...found]
      .slice(0, MOST_NAMED)
      .map(([what, times]) => (times === 1 ? what : `${what}, ${times} times`))
    return warning('The app complained about its configuration.', {
      detail,
      advice: 'Correct the setting that is named, then quit the app altogether and start it again.',
    })
  },
})

async function textOf(host: Host, place: string, signal: AbortSignal): Promise<string | undefined> {
  return (await quietly(host.read(place, { maxBytes: MOST_BYTES, tail: true, signal })))?.toString()
}

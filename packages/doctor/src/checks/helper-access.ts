import { quietly, whoCanChange } from '@cowork-mdm/machine'
import { defineCheck, EVERYWHERE, failure, ok, skipped } from '../check.js'
import { describeWriters } from '../facts/describe-writers.js'
import { helpersOf } from '../facts/helpers.js'

export const helperAccess = defineCheck({
  title: 'Only administrators can change the programs that the app runs',
  group: 'provider',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const helpers = await helpersOf(patient)
    if (helpers.length === 0) return skipped('No program is set.')
    const detail = []
    let [known, there] = [0, 0]
    for (const { setting, path } of helpers) {
      if (!(await quietly(patient.host.stat(path, { follow: true })))) continue
      there += 1
      const writers = await quietly(whoCanChange(patient.host, path))
      if (!writers) continue
      known += 1
      detail.push(...writers.map((writer) => `${setting}: ${describeWriters(writer)}`))
    }
    if (there === 0) return skipped('None of them is there; "helper-path" or "settings-addresses" tells why.')
    if (known === 0) return skipped('Who can change them cannot be told.', { advice: 'Run this as an administrator.' })
    if (detail.length === 0) return ok('Nobody else can change them, nor exchange a folder on the way to them.')
    return failure('Others can make the app run what they like.', {
      detail,
      advice: 'Put the program where only administrators can write, every folder above it included.',
    })
  },
})

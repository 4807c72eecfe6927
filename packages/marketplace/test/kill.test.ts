import { test } from 'vitest'
import { killWhileChanging, raceOfRuns } from './kill.js'

/** The same moments in every run, spread evenly: the golden ratio's multiples. */
function evenly(): () => number {
  let count = 0
  return () => ((count += 1) * 0.618034) % 1
}

test('runs that are killed leave the old set or the new one, and the next one clears up', async () => {
  await killWhileChanging({ times: 8, random: evenly(), as: 'link' })
}, 60_000)

test('the same where plugins are copied', async () => {
  await killWhileChanging({ times: 6, random: evenly(), as: 'copy' })
}, 60_000)

test('runs at once: each does its work, and the store stays whole', async () => {
  await raceOfRuns({ rounds: 2, atOnce: 4 })
}, 60_000)

import { test } from 'vitest'
import { killWhileChanging, raceOfRuns } from './kill.js'

test('runs that are killed 300 times leave the old set or the new one, and the next one clears up', async () => {
  await killWhileChanging({ times: 300, random: Math.random, as: 'link' })
})

test('the same where plugins are copied', async () => {
  await killWhileChanging({ times: 300, random: Math.random, as: 'copy' })
})

test('runs at once, a hundred times: each does its work, and the store stays whole', async () => {
  await raceOfRuns({ rounds: 100, atOnce: 5 })
})

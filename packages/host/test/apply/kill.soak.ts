import { expect, test } from 'vitest'
import { killWhileApplying } from './kill.js'

test.each(['linux', 'darwin', 'win32'] as const)('on %s, 300 kills at random', async (platform) => {
  const outcomes = await killWhileApplying(platform, { times: 300, random: Math.random })
  if (platform !== 'win32') return
  // That it was hit where it hurts.
  expect(outcomes['undone from a mixture']).toBeGreaterThan(20)
  expect(outcomes).not.toHaveProperty('left')
})

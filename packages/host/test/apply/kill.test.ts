import { expect, test } from 'vitest'
import { killWhileApplying } from './kill.js'

test.each([
  ['linux', 4],
  ['darwin', 2],
  ['win32', 8],
] as const)(
  'on %s, a process that is killed leaves old settings or new ones, whole',
  async (platform, times) => {
    // The same moments in every run, spread evenly: the golden ratio's multiples.
    let count = 0
    const random = () => ((count += 1) * 0.618034) % 1
    const outcomes = await killWhileApplying(platform, { times, random })
    expect(outcomes).not.toHaveProperty('left')
  },
  120_000,
)

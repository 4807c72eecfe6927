import { expect, test } from 'vitest'
import { checkInOfFleet } from './fleet.js'

// The figures of docs/fleet-scale.md.
test('200 machines: two requests each where nothing is new, five where something is; spread, few at a time', async () => {
  const figures = await checkInOfFleet({ machines: 200, windowMs: 60_000 })
  console.log(JSON.stringify(figures, undefined, 2))
  const { quiet, atOnce, fresh } = figures
  expect([quiet.requests, atOnce.requests, fresh.requests]).toEqual([2, 2, 5])
  expect(quiet.bytes).toBeLessThan(2_000)
  expect(quiet.peak).toBeLessThan(atOnce.peak / 2)
})

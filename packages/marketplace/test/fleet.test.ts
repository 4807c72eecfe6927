import { expect, test } from 'vitest'
import { checkInOfFleet } from './fleet.js'

test('a fleet: two requests a machine where nothing is new, five where something is', async () => {
  const { quiet, atOnce, fresh } = await checkInOfFleet({ machines: 6, windowMs: 500 })
  expect([quiet.requests, atOnce.requests, fresh.requests]).toEqual([2, 2, 5])
}, 60_000)

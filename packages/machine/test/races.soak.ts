import { chmodSync } from 'node:fs'
import { test } from 'vitest'
import { exchangeWhileLooking, exchangeWhileReading, exchangeWhileRemoving } from './races.js'
import { isRoot } from './superuser.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'

test.runIf(isRoot)('for a minute, root reads nothing of its own for a user who exchanges folders', async () => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  await exchangeWhileReading(folder, { durationMs: 60_000 })
})

test.runIf(isRoot)('3,000 times, root removes nothing of its own for a user who exchanges folders', async () => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  await exchangeWhileRemoving(folder, { times: 3_000 })
})

test.runIf(isRoot)('for a minute, root sees nothing of its own in a folder that a user exchanges', async () => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  await exchangeWhileLooking(folder, { durationMs: 60_000 })
})

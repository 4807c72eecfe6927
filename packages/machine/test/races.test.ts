import { chmodSync } from 'node:fs'
import { test } from 'vitest'
import { exchangeWhileReading, exchangeWhileRemoving } from './races.js'
import { isRoot } from './superuser.js'
import { temporaryFolder } from './temporary-folder.js'

/** A folder that others may pass through. */
function passage(): string {
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  return folder
}

test.runIf(isRoot)('root reads nothing of its own for a user who exchanges folders for links meanwhile', async () => {
  await exchangeWhileReading(passage(), { durationMs: 1_000 })
})

test.runIf(isRoot)('root removes nothing of its own for a user who exchanges folders for links meanwhile', async () => {
  await exchangeWhileRemoving(passage(), { times: 30 })
})

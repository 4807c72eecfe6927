import { chmodSync } from 'node:fs'
import { test } from 'vitest'
import { exchangeWhileLooking, exchangeWhileReading, exchangeWhileRemoving } from './races.js'
import { isRoot } from './superuser.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'

/** A folder that others may pass through. */
function passage(): string {
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  return folder
}

test.runIf(isRoot)(
  'root reads nothing of its own for a user who exchanges folders for links meanwhile',
  async () => {
    await exchangeWhileReading(passage(), { durationMs: 1_000 })
  },
  120_000,
)

test.runIf(isRoot)(
  'root removes nothing of its own for a user who exchanges folders for links meanwhile',
  async () => {
    await exchangeWhileRemoving(passage(), { times: 30 })
  },
  120_000,
)

test.runIf(isRoot)(
  'root sees nothing of its own in a folder that a user exchanges for a link between two looks',
  async () => {
    await exchangeWhileLooking(passage(), { durationMs: 1_000 })
  },
  120_000,
)

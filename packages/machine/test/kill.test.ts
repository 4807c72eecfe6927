import { test } from 'vitest'
import { killInLock, killWhileWriting } from './kill.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'

test('a process that is killed while it writes leaves the old file or the new one, whole', async () => {
  // The same moments in every run, spread evenly: the golden ratio's multiples.
  let count = 0
  const random = () => ((count += 1) * 0.618034) % 1
  await killWhileWriting(temporaryFolder(), { times: 10, random })
}, 120_000)

test('of processes that are killed at will, never two are inside a lock', async () => {
  await killInLock(temporaryFolder(), { times: 6 })
}, 120_000)

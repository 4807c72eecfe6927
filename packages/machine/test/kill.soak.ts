import { test } from 'vitest'
import { killInLock, killWhileWriting } from './kill.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'

test('a process that is killed 500 times while it writes leaves the old file or the new one, whole', async () => {
  await killWhileWriting(temporaryFolder(), { times: 500, random: Math.random })
})

test('of processes of which 500 are killed at will, never two are inside a lock', async () => {
  await killInLock(temporaryFolder(), { times: 500 })
})

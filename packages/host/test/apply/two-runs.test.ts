import { decode } from '@cowork-mdm/encoder'
import type { Platform } from '@cowork-mdm/machine'
import { latestSchema } from '@cowork-mdm/schema'
import { expect, test } from 'vitest'
import { listBackups } from '../../src/index.js'
import { readBackup } from '../../src/apply/backups.js'
import { layMachine } from '../support/machine.js'
import { openMachine } from '../support/open-machine.js'
import { ended, programIn, start } from '../support/program.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

const document = await latestSchema()
const RUNS = 3
const PROCESSES = 3

/** Each process has settings of its own, which all name it. */
const SCRIPT = `
  const document = await latestSchema()
  const name = process.argv[3]
  const profile = profileOf({ deploymentDisplayName: name, deploymentDisplaySubtitle: name, inferenceGatewayBaseUrl: 'https://' + name })
  const host = await openMachine(process.argv[2], { pauseMs: 1 })
  let changes = 0
  for (let run = 0; run < ${RUNS}; run += 1) {
    const { changed, verified } = await applyProfile(host, profile, { document })
    if (!verified) throw new Error('not verified')
    if (changed) changes += 1
  }
  process.stdout.write(String(changes))`

test.each(['linux', 'win32'] as const)(
  'on %s, runs at the same time wait for each other',
  async (platform: Platform) => {
    const root = folderInMemory()
    layMachine(root, platform)
    const program = programIn(folderInMemory(), SCRIPT)
    const children = Array.from({ length: PROCESSES }, (_, index) => start(program, root, `process-${index}`))
    const said = children.map(async (child) => {
      let text = ''
      for await (const chunk of child.stdout!) text += String(chunk)
      return Number(text)
    })
    expect(await Promise.all(children.map(ended))).toEqual(children.map(() => 0))
    const changes = (await Promise.all(said)).reduce((sum, count) => sum + count, 0)
    // Every change has its backup, and none saw half of another one.
    const host = await openMachine(root)
    const backups = await listBackups(host)
    expect(backups.length).toBe(changes)
    expect(changes).toBeGreaterThanOrEqual(PROCESSES)
    for (const record of backups.slice(0, -1)) {
      const bytes = (await readBackup(host, record))!
      const { profile } = decode({ path: 'x', bytes }, { document, format: platform === 'win32' ? 'reg' : 'linux' })
      const values = profile.settings.map(({ value }) => JSON.stringify(value).replace('https://', ''))
      expect(values).toHaveLength(3)
      expect(new Set(values).size).toBe(1)
    }
  },
)

import { carried, decode } from '@cowork-mdm/encoder'
import type { Platform } from '@cowork-mdm/machine'
import { latestSchema } from '@cowork-mdm/schema'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applyProfile } from '../../src/index.js'
import { DEVICE_FILES, machine } from '../support/machine.js'
import { A, B } from '../support/profiles.js'

const document = await latestSchema()
const PLATFORMS: Platform[] = ['darwin', 'win32', 'linux']

describe.each(PLATFORMS)('%s', (platform) => {
  test('what was applied is there, and applying it again changes nothing', async () => {
    const { root, host } = await machine(platform)
    const result = await applyProfile(host, A, { document })
    expect(result).toMatchObject({ changed: true, dryRun: false, verified: true, warnings: [], notes: [] })
    expect(readFileSync(join(root, DEVICE_FILES[platform]), 'utf8')).toContain('a.example')
    expect(await applyProfile(host, A, { document })).toMatchObject({ changed: false, changes: [], backup: null, verified: true })
    const next = await applyProfile(host, B, { document })
    expect(next.changes).toMatchObject([])
  })
})

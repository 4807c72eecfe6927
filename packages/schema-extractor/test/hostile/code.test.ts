import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOSTILE_CODE, HOSTILE_SYNTAX } from './code-cases.js'
import { ChildExtractor, expectBounds } from './support/child.js'
import { sampleScript } from './support/sample-script.js'

let folder: string
let child: ChildExtractor
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-code-'))
  child = await ChildExtractor.create()
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  child.dispose()
})

const SETTINGS = { greeting: 'z.string()', hostile: 'z.any().default(x)' }

describe.each([
  ['code', HOSTILE_CODE],
  ['syntax', HOSTILE_SYNTAX],
])('hostile %s stays within 10 s and 512 MB', (kind, cases) => {
  it.each(Object.entries(cases))('%s', { timeout: 30_000 }, (name, code) => {
    const at = join(folder, kind, String(Object.keys(cases).indexOf(name)))
    mkdirSync(at, { recursive: true })
    writeFileSync(join(at, 'main.js'), sampleScript(SETTINGS, code))
    const outcome = child.run(join(at, 'main.js'))
    expectBounds(outcome)
    expect(readdirSync(at)).toEqual(['main.js'])
    // Either the other setting is read all the same, or the copy is refused as too complex.
    if (outcome.error) expect(['too-complex', 'unknown-shape', 'no-schema']).toContain(outcome.error.code)
    else expect(outcome.keys).toBeGreaterThanOrEqual(1)
  })
})

import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect } from 'vitest'
import { expectGoodWording, LONGEST } from './refusal.js'

/** What an extraction in a process of its own came to. */
export interface Outcome {
  keys?: number
  diagnostics?: string[]
  error?: { name: string; code?: string; message: string; hint?: string; stack?: string }
  milliseconds: number
  /** Peak memory of the whole process. */
  megabytes: number
}

const PROGRAM = `
const { extractSchema } = require('./extractor.cjs')
const start = performance.now()
const finish = (result) => process.stdout.write(JSON.stringify({
  ...result, milliseconds: performance.now() - start, megabytes: process.resourceUsage().maxRSS / 1024 }))
extractSchema(process.argv[2]).then(
  ({ document, diagnostics }) => finish({ keys: document.keys.length, diagnostics: diagnostics.map(({ code }) => code) }),
  ({ name, code, message, hint, stack }) => finish({ error: { name, code, message, hint, stack } }))
`

/** Extracts in child processes, whose memory can be measured and whose user can be chosen. */
export class ChildExtractor {
  private constructor(private readonly folder: string) {}

  static async create(): Promise<ChildExtractor> {
    const folder = mkdtempSync(join(tmpdir(), 'extractor-child-'))
    // Readable for whatever user the child runs as.
    chmodSync(folder, 0o755)
    await build({
      entryPoints: [fileURLToPath(new URL('../../../src/index.ts', import.meta.url))],
      outfile: join(folder, 'extractor.cjs'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      conditions: ['@cowork-mdm/source'],
      // Electron's own name for the unpatched file system; required only inside Electron.
      external: ['original-fs'],
      keepNames: true,
    })
    writeFileSync(join(folder, 'run.cjs'), PROGRAM)
    return new ChildExtractor(folder)
  }

  run(path: string, user: { uid?: number; gid?: number } = {}): Outcome {
    const { stdout, stderr, signal, status } = spawnSync(process.execPath, [join(this.folder, 'run.cjs'), path], {
      encoding: 'utf8',
      timeout: 2 * LONGEST,
      cwd: this.folder,
      ...user,
    })
    if (stdout === '') throw new Error(`the child ended with ${signal ?? status}: ${stderr.slice(0, 2_000)}`)
    return JSON.parse(stdout) as Outcome
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Expects that an extraction stayed within 10 s and 512 MB, and failed, if it did, with the package's error. */
export function expectBounds(outcome: Outcome): void {
  expect(outcome.megabytes).toBeLessThan(512)
  expect(outcome.milliseconds).toBeLessThan(LONGEST)
  if (!outcome.error) return
  expect(outcome.error.name, outcome.error.stack).toBe('ExtractionError')
  expectGoodWording(outcome.error)
}

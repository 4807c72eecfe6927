import { buildSync } from 'esbuild'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Writes a program into a folder, with this package and the support of its tests in one file, to be run as often as wanted.
 * `script` has `applyProfile`, `rollback`, `openMachine`, `latestSchema`, and the profiles `A` and `B`.
 */
export function programIn(folder: string, script: string): string {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `
        import { applyProfile, rollback } from '../../src/index.js'
        import { openMachine } from './open-machine.js'
        import { A, B, profileOf } from './profiles.js'
        import { latestSchema } from '@cowork-mdm/schema'
        ${script}`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    conditions: ['@cowork-mdm/source'],
    mainFields: ['module', 'main'],
    loader: { '.yaml': 'text' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    write: false,
  })
  const path = join(folder, 'program.mjs')
  writeFileSync(path, outputFiles[0]!.text)
  return path
}

export function start(program: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Waits for the first that a program says; one that ends before has failed. */
export async function ready(child: ChildProcess): Promise<void> {
  const isReady = once(child.stdout!, 'data').then(() => true)
  const isOver = once(child, 'close').then(() => false)
  if (!(await Promise.race([isReady, isOver]))) throw new Error(`The program ended with ${child.exitCode}.`)
}

/** Waits until a program ends, and tells how. */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  return child.exitCode
}

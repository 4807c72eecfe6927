import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

/** The superuser may do everything; nobody, who owns nothing, may not. Other users are bound as they are. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined

/** Sets the mode of a file or folder, and gives it to the user of `codeOfUnprivileged`. */
export function giveAway(path: string, mode: number): void {
  if (NOBODY) chownSync(path, NOBODY.uid, NOBODY.gid)
  chmodSync(path, mode)
}

/**
 * Runs a call of this package, `readFileBytes("a")` for one, as a user whom permission bits bind, in a process of its
 * own in `folder`. Returns the code of the error that it ends with, or `none`.
 */
export function codeOfUnprivileged(call: string, folder: string): string {
  return execFileSync(process.execPath, ['--input-type=module'], {
    input: programOf(`console.log(await machine.${call}.then(() => 'none', (error) => error.code))`),
    cwd: folder,
    encoding: 'utf8',
    ...NOBODY,
  }).trim()
}

/** A module in one text, which runs `script` with this package as `machine`. */
export function programOf(script: string): string {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import * as machine from './index.js'\n${script}`,
      resolveDir: fileURLToPath(new URL('../src', import.meta.url)),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  })
  return outputFiles[0]!.text
}

import { chmod, chown, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCli, type CliResult } from './run-cli.js'

/** The superuser may do everything; nobody, who owns nothing, may not. Other users are bound as they are. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined

const own = fileURLToPath(new URL('../../', import.meta.url))

/** Sets the mode of a file or folder, and gives it to the user of `runUnprivileged`. */
export async function giveAway(path: string, mode: number): Promise<void> {
  if (NOBODY) await chown(path, NOBODY.uid, NOBODY.gid)
  await chmod(path, mode)
}

/** Runs the built command line in `cwd` as a user whom permission bits bind, from a copy that this user can reach. */
export async function runUnprivileged(args: string[], cwd: string): Promise<CliResult> {
  const copy = await mkdtemp(join(tmpdir(), 'cowork-mdm-copy-'))
  try {
    for (const name of ['bin', 'dist', 'package.json']) {
      await cp(join(own, name), join(copy, name), { recursive: true })
    }
    await chmod(copy, 0o755)
    return await runCli(args, { cwd, bin: join(copy, 'bin', 'cowork-mdm.js'), user: NOBODY })
  } finally {
    await rm(copy, { recursive: true })
  }
}

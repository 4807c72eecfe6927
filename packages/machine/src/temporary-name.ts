import { createHash, randomBytes } from 'node:crypto'
import { lstat, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

// The machine is in the name because process numbers of another one, which shares the folder, say nothing here.
export const machineId = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/**
 * A name for a file or link that is about to be renamed; of its own length, as a suffix could exceed the file system's
 * limit.
 */
export function temporaryName(): string {
  return `.cowork-mdm-${machineId}-${process.pid}-${randomBytes(6).toString('hex')}.tmp`
}

/**
 * Removes what processes of this machine that were killed while writing in `folder` left behind. Files of running
 * processes and of other users stay; so does everything that cannot be removed, as nothing depends on it.
 */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const [, pid] = new RegExp(`^\\.cowork-mdm-${machineId}-(\\d+)-[0-9a-f]{12}\\.tmp$`).exec(name) ?? []
    if (pid === undefined || isRunning(Number(pid))) continue
    const facts = await lstat(join(folder, name)).catch(() => undefined)
    const own = process.geteuid === undefined || facts?.uid === process.geteuid()
    if (facts && own && !facts.isDirectory()) await rm(join(folder, name), { force: true }).catch(() => {})
  }
}

/** Whether a process of this machine is there, whoever runs it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const MEMORY = '/dev/shm'

/** An empty folder that is removed when the test ends; in memory where there is such a place. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'cowork-mdm-host-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

// Flushing thousands of small files to a disk takes many times as long as all else that is tested.
const MEMORY = '/dev/shm'

/** An empty folder that is removed when the test ends; where no disk is waited for, if there is such a place. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'cowork-mdm-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

// Flushing thousands of small files to a disk takes many times as long as all else that is tested.
const MEMORY = '/dev/shm'

/** An empty folder that is removed when the test ends. */
export function temporaryFolder(): string {
  return folderIn(tmpdir())
}

/** The same where no disk is waited for, if there is such a place. */
export function folderInMemory(): string {
  return folderIn(existsSync(MEMORY) ? MEMORY : tmpdir())
}

function folderIn(place: string): string {
  // The folder of macOS for temporary files lies behind a link, and that of Windows has a short name.
  const folder = mkdtempSync(join(realpathSync.native(place), 'cowork-mdm-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

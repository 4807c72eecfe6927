import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

// Flushing hundreds of small files to a disk takes many times as long as all else that is tested.
const MEMORY = '/dev/shm'

/** An empty folder that is removed when the test ends; with `inMemory`, where no disk is waited for, if there is such a place. */
export function temporaryFolder({ inMemory = false } = {}): string {
  // The folder of macOS for temporary files lies behind a link, and that of Windows has a short name.
  const places = realpathSync.native(inMemory && existsSync(MEMORY) ? MEMORY : tmpdir())
  const folder = mkdtempSync(join(places, 'cowork-mdm-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

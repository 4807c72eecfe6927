import { setTimeout } from 'node:timers/promises'
import { errnoOf } from '../file-failure.js'

/** What Windows answers while another program, a virus scanner for one, has a file open. */
const HELD = new Set(['EACCES', 'EPERM', 'EBUSY'])

/**
 * Tries again for up to `patienceMs` while somebody holds the file: on Windows a file that is open cannot be replaced,
 * and scanners open every new one. Elsewhere the first answer counts.
 */
export async function patiently<T>(
  attempt: () => Promise<T>,
  { platform = process.platform, patienceMs = 2_000 }: { platform?: NodeJS.Platform; patienceMs?: number } = {},
): Promise<T> {
  const end = performance.now() + patienceMs
  for (let pauseMs = 5; ; pauseMs *= 2) {
    try {
      return await attempt()
    } catch (cause) {
      if (platform !== 'win32' || !HELD.has(errnoOf(cause) ?? '') || performance.now() + pauseMs > end) throw cause
      await setTimeout(pauseMs)
    }
  }
}

import { quietly } from '@cowork-mdm/machine'
import type { Host } from '@cowork-mdm/machine'

/** The app's own process; its helpers are named otherwise. */
const PROCESS = { darwin: /\/Claude\.app\/Contents\/MacOS\/Claude$/, linux: /(?:^|\/)claude-desktop$/ } as const

/**
 * When the app was started, to the second: the earliest of its processes. Nothing where it does not run. `ps` counts
 * elapsed time in figures alone, in every language.
 */
export async function appStarted(host: Host, signal: AbortSignal): Promise<Date | undefined | 'unknown'> {
  if (host.platform === 'win32') return 'unknown'
  const pattern = PROCESS[host.platform]
  const run = await quietly(host.run('ps', ['-axo', 'etime=,comm='], { timeoutMs: 5000, signal }))
  if (run?.exitCode !== 0) return 'unknown'
  const ages = run.stdout
    .toString()
    .split('\n')
    .flatMap((line) => {
      const [, elapsed, command = ''] = /^\s*(\S+)\s+(.*?)\s*$/.exec(line) ?? []
      return elapsed !== undefined && pattern.test(command) ? [secondsOf(elapsed)] : []
    })
    .filter((seconds) => !Number.isNaN(seconds))
  return ages.length === 0 ? undefined : new Date(host.now().getTime() - Math.max(...ages) * 1000)
}

/** `[[days-]hours:]minutes:seconds`. */
function secondsOf(elapsed: string): number {
  const [, days = '0', hours = '0', minutes, seconds] = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)$/.exec(elapsed) ?? []
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
}

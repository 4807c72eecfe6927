import { execFileSync, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

/** Asks a process and its children to end; on Windows, where nobody is asked, ends them. */
export function endTree(child: ChildProcess): void {
  if (process.platform === 'win32') killTree(child)
  else signalGroup(child, 'SIGTERM')
}

/** Ends a process that leads a group of its own, and all in the group. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return
  if (process.platform !== 'win32') return signalGroup(child, 'SIGKILL')
  const taskkill = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe')
  try {
    execFileSync(taskkill, ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
  } catch {
    // It has ended by itself.
  }
}

function signalGroup({ pid }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // Nobody is left.
  }
}

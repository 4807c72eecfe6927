import type { Platform } from '@cowork-mdm/machine'
import { latestSchema } from '@cowork-mdm/schema'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import { applyProfile, listBackups, recoverJournal, rollback } from '../../src/index.js'
import { readBackup } from '../../src/apply/backups.js'
import { DEVICE_FILES, layMachine } from '../support/machine.js'
import { openMachine } from '../support/open-machine.js'
import { A, B } from '../support/profiles.js'
import { ended, programIn, ready, start } from '../support/program.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

const document = await latestSchema()

/** Applies A, B, goes back, and so on without end, as long as somebody is there to kill it. */
const SCRIPT = `
  const parent = process.ppid
  const document = await latestSchema()
  const host = await openMachine(process.argv[2], { pauseMs: 4 })
  await applyProfile(host, A, { document })
  process.stdout.write('ready')
  while (process.ppid === parent) {
    await applyProfile(host, B, { document })
    await applyProfile(host, A, { document })
    await rollback(host, { document })
  }`

/**
 * Kills a process that changes the settings of a machine without end, `times` times at a random point. After each, what
 * is there is A or B, whole: at once where a file is switched, after the journal was followed where it is the registry.
 * Every backup is whole, and nothing is left behind by the next run.
 *
 * @returns how often a change had broken off, and what became of it
 */
export async function killWhileApplying(
  platform: Platform,
  { times, random }: { times: number; random: () => number },
): Promise<Record<string, number>> {
  const root = folderInMemory()
  layMachine(root, platform)
  const first = await openMachine(root)
  const file = join(root, DEVICE_FILES[platform])
  const contents: string[] = []
  for (const profile of [A, B]) {
    await applyProfile(first, profile, { document })
    contents.push(readFileSync(file, 'utf8'))
  }
  const program = programIn(folderInMemory(), SCRIPT)
  const outcomes: Record<string, number> = {}
  for (let time = 0; time < times; time += 1) {
    const child = start(program, root)
    await ready(child)
    await setTimeout(random() * 250)
    child.kill('SIGKILL')
    await ended(child)
    // A run of its own, as each sweeps up what others left.
    const host = await openMachine(root)
    if (platform === 'win32') {
      const isMixed = !contents.includes(canonical(readFileSync(file, 'utf8')))
      const [recovery] = await recoverJournal(host)
      const outcome = recovery ? `${recovery.outcome}${isMixed ? ' from a mixture' : ''}` : 'nothing to do'
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
    expect(contents.map(canonical)).toContain(canonical(readFileSync(file, 'utf8')))
    for (const record of await listBackups(host)) await readBackup(host, record)
    // Everything works on, and sweeps up.
    await applyProfile(host, A, { document })
    await applyProfile(host, B, { document })
    await rollback(host, { document })
    await applyProfile(host, B, { document })
    expect(canonical(readFileSync(file, 'utf8'))).toBe(canonical(contents[1]!))
    expect(leftovers(root, platform)).toEqual([])
  }
  return outcomes
}

/** Values of the registry in whatever order. */
function canonical(text: string): string {
  if (!text.startsWith('{"HKEY') && !/^\{\s*"HKEY/.test(text)) return text
  const store = JSON.parse(text) as Record<string, Record<string, string>>
  return JSON.stringify(Object.entries(store).map(([key, values]) => [key, Object.entries(values).sort()]))
}

/** Files of the settings and the state that a finished run does not leave. */
function leftovers(root: string, platform: Platform): string[] {
  const state = {
    darwin: 'Library/Application Support/cowork-mdm',
    linux: 'var/lib/cowork-mdm',
    win32: 'C/Program Files/cowork-mdm',
  }
  const folders = [
    join(root, state[platform]),
    platform === 'win32' ? root : dirname(join(root, DEVICE_FILES[platform])),
  ]
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: folder !== root, encoding: 'utf8' }))
    .filter((name) => /\.tmp$|journal-|import\.reg/.test(name))
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import { localHost, type CoworkError } from '../src/index.js'

const NOBODY = 65534

/**
 * Does something while another user exchanges `own` in `folder` for a link to root's `secret` and back, as fast as they
 * can.
 */
async function attacked(root: string, folder: string, work: () => Promise<void>): Promise<void> {
  const script = `
    const fs = require('node:fs')
    const attempt = (work) => { try { work() } catch {} }
    process.stdout.write('ready')
    setInterval(() => {
      attempt(() => process.chdir(process.argv[1]))
      for (let count = 0; count < 200; count += 1) {
        attempt(() => fs.mkdirSync('own'))
        attempt(() => fs.writeFileSync('own/file', 'own'))
        attempt(() => fs.renameSync('own', 'aside'))
        attempt(() => fs.symlinkSync(process.argv[2], 'own'))
        attempt(() => fs.unlinkSync('own'))
        attempt(() => fs.renameSync('aside', 'own'))
      }
    })`
  mkdirSync(join(root, 'secret'))
  writeFileSync(join(root, 'secret/file'), 'secret')
  const args = ['-e', script, folder, join(root, 'secret')]
  const child = spawn(process.execPath, args, {
    uid: NOBODY,
    gid: NOBODY,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await once(child.stdout, 'data')
    await work()
  } finally {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
}

function giveFolder(path: string): void {
  mkdirSync(path)
  chownSync(path, NOBODY, NOBODY)
}

/** Root reads a file that another user exchanges for root's, for `durationMs`, and never gets root's. */
export async function exchangeWhileReading(root: string, { durationMs }: { durationMs: number }): Promise<void> {
  const home = join(root, 'home')
  giveFolder(home)
  const seen = new Set<string>()
  const host = localHost()
  await attacked(root, home, async () => {
    for (const end = performance.now() + durationMs; performance.now() < end;) {
      seen.add(await host.read(join(home, 'own/file')).then(String, (error: CoworkError) => error.code))
    }
  })
  expect(seen).not.toContain('secret')
  // Both the file and the attack have been met.
  expect([...seen]).toEqual(expect.arrayContaining(['own', 'link-not-followed']))
}

/**
 * Root removes, `times` times, a folder in which another user exchanges folders for links to root's; nothing of root's
 * is removed.
 */
export async function exchangeWhileRemoving(root: string, { times }: { times: number }): Promise<void> {
  const gone = join(root, 'gone')
  const home = join(gone, 'home')
  const host = localHost()
  await attacked(root, home, async () => {
    for (let time = 0; time < times; time += 1) {
      mkdirSync(gone)
      giveFolder(home)
      while (!existsSync(join(home, 'own'))) await setTimeout(1)
      // What the other user still adds may keep it from being empty; once the folder is taken, it can only be emptied.
      while (existsSync(gone)) await host.remove(gone, { contents: true }).catch(() => {})
      expect(readFileSync(join(root, 'secret/file'), 'utf8')).toBe('secret')
    }
  })
}

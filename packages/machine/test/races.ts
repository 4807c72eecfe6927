import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import { localDisk } from '../src/files/disk.js'
import { lookAt } from '../src/files/look-at.js'
import { withinFolder } from '../src/files/within-folder.js'
import { localHost, type CoworkError } from '../src/index.js'
import { walkPath } from '../src/paths/walk-path.js'

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
    // Longer where the machine is slow: until both the file and the attack have been met.
    const isMet = () => seen.has('own') && seen.has('link-not-followed')
    for (const start = performance.now(); performance.now() < start + (isMet() ? durationMs : 60_000);) {
      seen.add(await host.read(join(home, 'own/file')).then(String, (error: CoworkError) => error.code))
    }
  })
  expect(seen).not.toContain('secret')
  expect([...seen]).toEqual(expect.arrayContaining(['own', 'link-not-followed']))
}

/** Root looks at a file that another user exchanges for root's, for `durationMs`: within a folder held on to, it never sees root's. */
export async function exchangeWhileLooking(root: string, { durationMs }: { durationMs: number }): Promise<void> {
  const home = join(root, 'home')
  giveFolder(home)
  await attacked(root, home, async () => {
    const secret = lookAt(join(root, 'secret/file'), 'secret')!.identity
    let plain = 0
    let met = false
    for (const start = performance.now(); performance.now() < start + (met && plain > 0 ? durationMs : 60_000);) {
      const held = withinFolder(join(home, 'own'), () => lookAt('file', 'file'))
      met ||= held !== undefined
      expect(held?.identity).not.toBe(secret)
      // By its whole path, what is found between two looks at the same folder may be root's.
      const path = join(home, 'own/file')
      if (walkPath(localDisk('linux'), path, { follow: false }).seen?.identity === secret) plain += 1
      await setTimeout(0)
    }
    expect(plain).toBeGreaterThan(0)
  })
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

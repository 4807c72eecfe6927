import { CoworkError, simulatedHost, type Host } from '@cowork-mdm/machine'
import { latestSchema } from '@cowork-mdm/schema'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { applyProfile, recoverJournal, rollback } from '../../src/index.js'
import { DEVICE_FILES, machine, PLATFORMS, snapshot } from '../support/machine.js'
import { openMachine } from '../support/open-machine.js'
import { A, B } from '../support/profiles.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

const document = await latestSchema()
const options = { document }

/** Everything that changes something on a machine, and what it is called in the list of what was done. */
const CHANGES = ['write', 'makeFolder', 'remove', 'rename', 'protect', 'flush'] as const
const CHANGING_COMMANDS = /^(?:import|delete)$|icacls/

class Fault extends CoworkError {}

/**
 * A host on which the change of that number fails, once: before it does anything, or after it has done all.
 * `done` lists what was changed.
 */
function faulty(host: Host, failing: number, when: 'before' | 'after') {
  const done: string[] = []
  let hasFailed = false
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    done.push(what)
    const fails = done.length === failing
    // A lock is a name that is linked in one step: nothing can fail after that.
    if (fails && (when === 'before' || what.includes('lock')))
      throw ((hasFailed = true), new Fault('disk-full', 'No space.'))
    const result = await work()
    if (fails) throw ((hasFailed = true), new Fault('disk-full', 'No space.'))
    return result
  }
  const changes = Object.fromEntries(
    CHANGES.map((name) => {
      // Arguments are as many as each takes.
      const change = (...args: unknown[]) => (host[name] as (...all: unknown[]) => Promise<unknown>)(...args)
      return [
        name,
        (path: string, ...rest: unknown[]) => {
          // A lock that cannot be given back ends with its process, which the one of the test does not.
          const isRelease = path.includes('lock') && !(rest[1] as { exclusive?: boolean } | undefined)?.exclusive
          return isRelease ? change(path, ...rest) : attempt(`${name} ${path}`, () => change(path, ...rest))
        },
      ]
    }),
  )
  const run: Host['run'] = (command, args, how) =>
    CHANGING_COMMANDS.test(args[0] ?? '') || CHANGING_COMMANDS.test(command)
      ? attempt(`run ${args.join(' ')}`, () => host.run(command, args, how))
      : host.run(command, args, how)
  return { host: { ...host, ...changes, run }, done, hasFailed: () => hasFailed }
}

describe.each(PLATFORMS)('%s', (platform) => {
  test.each(['before', 'after'] as const)(
    'whatever change fails, %s it is done: old or new, whole, and all goes on',
    async (when) => {
      for (let failing = 1; ; failing += 1) {
        const { root, host } = await machine(platform)
        const settings = () => readFileSync(join(root, DEVICE_FILES[platform]), 'utf8')
        await applyProfile(host, A, options)
        const a = settings()
        const broken = faulty(await openMachine(root), failing, when)
        const failure = await applyProfile(broken.host, B, options).catch((error: unknown) => error)
        const sound = await openMachine(root)
        await recoverJournal(sound)
        const left = settings()
        await applyProfile(sound, B, options)
        const b = settings()
        const at = `${failing}: ${broken.done.at(-1)}`
        expect([a, b].map(plain), at).toContain(plain(left))
        // Where it was said to be done, it is; where it was not begun, nothing is.
        if (!(failure instanceof Error)) expect(plain(left), at).toBe(plain(b))
        if (!broken.done.some((what) => /managed|import|delete/i.test(what))) expect(plain(left), at).toBe(plain(a))
        expect(await rollback(sound, options), at).toMatchObject({ changed: true })
        expect(plain(settings()), at).toBe(plain(a))
        if (!broken.hasFailed()) {
          expect(failure).toMatchObject({ changed: true })
          expect(failing).toBeGreaterThan(6)
          break
        }
      }
    },
  )
})

/** The registry in whatever order its values were set. */
function plain(text: string): string {
  if (!text.includes('HKEY_')) return text
  const store = JSON.parse(text) as Record<string, Record<string, string>>
  return JSON.stringify(Object.entries(store).map(([key, values]) => [key, Object.entries(values).sort()]))
}

const canMount =
  process.getuid?.() === 0 &&
  process.platform === 'linux' &&
  execFileSync('sh', ['-c', 'mount --bind / /mnt 2>/dev/null && umount /mnt && echo yes || true']).length > 0

/** A machine of this Linux on a disk of its own: real owners, real modes, real errors. */
async function onDisk(size: string): Promise<{ root: string; host: Host }> {
  const root = folderInMemory()
  execFileSync('mount', ['-t', 'tmpfs', '-o', `${size},mode=755`, 'tmpfs', root])
  onTestFinished(() => void execFileSync('umount', [root]))
  return { root, host: await simulatedHost(root, { platform: 'linux' }) }
}

describe.runIf(canMount)('a real disk', () => {
  const file = (root: string) => join(root, DEVICE_FILES.linux)

  test('that is full: nothing is changed, and what is there stays', async () => {
    const { root, host } = await onDisk('size=128k')
    await applyProfile(host, A, options)
    const before = readFileSync(file(root))
    execFileSync('sh', ['-c', `dd if=/dev/zero of='${root}/filler' bs=4k 2>/dev/null || true`])
    await expect(applyProfile(host, B, options)).rejects.toMatchObject({ code: 'disk-full' })
    expect(readFileSync(file(root))).toEqual(before)
    execFileSync('rm', [join(root, 'filler')])
    expect(await applyProfile(host, B, options)).toMatchObject({ changed: true })
  })

  test('that is read-only: permission denied, and looking works', async () => {
    const { root, host } = await onDisk('size=1m')
    await applyProfile(host, A, options)
    execFileSync('mount', ['-o', 'remount,ro', root])
    const before = snapshot(root)
    await expect(applyProfile(host, B, options)).rejects.toMatchObject({
      code: 'permission-denied',
      cause: { code: 'EROFS' },
    })
    await expect(rollback(host, options)).rejects.toMatchObject({ code: 'permission-denied' })
    expect(await applyProfile(host, A, options)).toMatchObject({ changed: false })
    expect(await applyProfile(host, B, { ...options, dryRun: true })).toMatchObject({ changed: false })
    expect(snapshot(root)).toEqual(before)
  })

  test('whose settings alone are read-only: the backup that came to nothing goes again', async () => {
    const { root, host } = await onDisk('size=1m')
    await applyProfile(host, A, options)
    const folder = join(root, 'etc/claude-desktop')
    execFileSync('mount', ['--bind', folder, folder])
    onTestFinished(() => void execFileSync('umount', [folder]))
    execFileSync('mount', ['-o', 'remount,ro,bind', folder])
    const backups = snapshot(join(root, 'var/lib/cowork-mdm/backups'))
    await expect(applyProfile(host, B, options)).rejects.toMatchObject({ code: 'permission-denied' })
    expect(Object.keys(snapshot(join(root, 'var/lib/cowork-mdm/backups')))).toEqual(Object.keys(backups))
  })
})

test('a state folder in which others can write is refused, and nothing is changed', async () => {
  const { host } = await machine('linux')
  await host.makeFolder('/var/lib/cowork-mdm', { mode: 0o777 })
  await expect(applyProfile(host, A, options)).rejects.toMatchObject({ code: 'untrusted-folder' })
  expect(await host.stat('/etc/claude-desktop')).toBeUndefined()
})

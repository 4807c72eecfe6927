import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { localHost } from '../src/index.js'
import { isRunning } from '../src/temporary-name.js'
import { isRoot, lay } from './superuser.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { programOf } from './unprivileged.js'

const host = localHost()
const node = (script: string, ...args: string[]) => [process.execPath, ['-e', script, ...args]] as const

test('gives the exit code and what was said, as bytes', async () => {
  const script = `process.stdout.write(Buffer.of(0, 255)); process.stderr.write('über'); process.exitCode = 7`
  const result = await host.run(...node(script))
  expect(result).toEqual({ exitCode: 7, stdout: Buffer.of(0, 255), stderr: Buffer.from('über') })
})

test('passes arguments as they are, without a shell', async () => {
  const args = ['$HOME', '`id`', 'a b', '"', "'", '*', '; exit 9', '\n', 'ü', '']
  const { stdout } = await host.run(...node('process.stdout.write(JSON.stringify(process.argv.slice(1)))', ...args))
  expect(JSON.parse(stdout.toString())).toEqual(args)
})

test('gives input, also to who does not read it', async () => {
  const input = 'x'.repeat(1_000_000)
  const echo = await host.run(...node('process.stdin.pipe(process.stdout)'), { input })
  expect(echo.stdout.toString()).toBe(input)
  expect(await host.run(...node('process.exit(0)'), { input })).toMatchObject({ exitCode: 0 })
})

test('without input, there is none to wait for', async () => {
  const { stdout } = await host.run(...node(`process.stdin.on('end', () => console.log('end')).resume()`))
  expect(stdout.toString()).toBe('end\n')
})

test('runs in a folder, with variables added and taken away', async () => {
  const folder = temporaryFolder()
  const script = `console.log(JSON.stringify([process.cwd(), process.env.ADDED, process.env.HOME ?? null]))`
  const { stdout } = await host.run(...node(script), { cwd: folder, env: { ADDED: 'yes', HOME: undefined } })
  expect(JSON.parse(stdout.toString())).toEqual([await host.realPath(folder), 'yes', null])
})

test('tells what is said while the command runs', async () => {
  const heard: string[] = []
  const script = `console.error('first'); setTimeout(() => console.log('second'), 100)`
  await host.run(...node(script), { onOutput: (chunk, stream) => heard.push(`${stream}: ${chunk.toString()}`) })
  expect(heard).toEqual(['stderr: first\n', 'stdout: second\n'])
})

test.each([
  ['no-such-command-anywhere', 'command-missing'],
  ['./node', 'command-missing'],
  ['/no/such/command', 'command-missing'],
])('%s is an error that says so', async (command, code) => {
  await expect(host.run(command, [])).rejects.toMatchObject({ code, message: expect.stringContaining(command) })
})

test('a missing folder to run in is not taken for a missing command', async () => {
  const cwd = join(temporaryFolder(), 'none')
  await expect(host.run(...node(''), { cwd })).rejects.toMatchObject({
    code: 'file-missing',
    message: expect.stringContaining(cwd),
  })
})

test.skipIf(process.platform === 'win32')('a file that is no program is an error', async () => {
  const path = join(temporaryFolder(), 'text')
  writeFileSync(path, 'text')
  await expect(host.run(path, [])).rejects.toMatchObject({ code: 'permission-denied' })
})

test('arguments that are too long are an error, not a crash', async () => {
  await expect(host.run(...node('', 'x'.repeat(4_000_000)))).rejects.toMatchObject({ code: 'command-failed' })
})

test.skipIf(process.platform === 'win32')(
  'a command that a signal ended has the exit code that a shell gives it',
  async () => {
    expect(await host.run(...node(`process.kill(process.pid, 'SIGKILL')`))).toMatchObject({ exitCode: 137 })
  },
)

describe.skipIf(process.platform === 'win32')('a command that must end', () => {
  /** A command that starts another one, tells the numbers of both in a file, and waits. */
  const family = `
    const { spawn } = require('node:child_process')
    const child = spawn(process.execPath, ['-e', process.argv[3] + ';setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    eval(process.argv[2])
    setTimeout(() => require('node:fs').writeFileSync(process.argv[1], process.pid + ' ' + child.pid), 300)
    setInterval(() => {}, 1000)`

  const deaf = `process.on('SIGTERM', () => {})`

  async function membersIn(file: string): Promise<number[]> {
    while (!existsSync(file) || readFileSync(file, 'utf8') === '') await setTimeout(10)
    const members = readFileSync(file, 'utf8').split(' ').map(Number)
    onTestFinished(() => members.filter(isAlive).forEach((pid) => process.kill(pid, 'SIGKILL')))
    return members
  }

  async function expectGone(members: number[]): Promise<void> {
    expect(members).toHaveLength(2)
    // The dead are counted until their parent has noticed.
    for (let waited = 0; members.some(isAlive) && waited < 100; waited += 1) await setTimeout(20)
    expect(members.filter(isAlive)).toEqual([])
  }

  test.each([
    ['that does as asked', '', ''],
    ['that ignores being asked', deaf, deaf],
    ['whose children ignore being asked', '', deaf],
  ])('by a signal ends with its children, and the reason is thrown: one %s', async (_, behaviour, ofChild) => {
    const file = join(temporaryFolder(), 'members')
    const controller = new AbortController()
    const reason = new Error('enough')
    const running = host.run(...node(family, file, behaviour, ofChild), { signal: controller.signal })
    const members = await membersIn(file)
    controller.abort(reason)
    await expect(running).rejects.toBe(reason)
    await expectGone(members)
  })

  test('by a time limit ends', async () => {
    const started = performance.now()
    await expect(host.run('sleep', ['30'], { timeoutMs: 250 })).rejects.toMatchObject({
      code: 'command-timeout',
      message: 'Expected sleep to end within 0.25 s, but it was still running and was ended.',
    })
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  test('by what it says ends, without all of it being kept', async () => {
    const script = `const more = () => process.stdout.write('x'.repeat(65536), more); more()`
    await expect(host.run(...node(script), { maxOutputBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'command-output-too-large',
    })
  })

  test('and whose pipes are held by a process of another group does not hold us', async () => {
    const script = `
      const { spawn } = require('node:child_process')
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20000)'], { stdio: 'inherit', detached: true })
      require('node:fs').writeFileSync(process.argv[1], process.pid + ' ' + child.pid)`
    const file = join(temporaryFolder(), 'members')
    const started = performance.now()
    await expect(host.run(...node(script, file), { timeoutMs: 1_000 })).rejects.toMatchObject({
      code: 'command-timeout',
    })
    expect(performance.now() - started).toBeLessThan(10_000)
    await membersIn(file)
  })

  test('because we end, ends', async () => {
    const file = join(temporaryFolder(), 'members')
    const script = programOf(`
      void machine.localHost().run(process.execPath, ['-e', ${JSON.stringify(family)}, ${JSON.stringify(file)}, '', ''])
      const { existsSync } = await import('node:fs')
      while (!existsSync(${JSON.stringify(file)})) await new Promise((resolve) => setTimeout(resolve, 20))
      process.exit(0)`)
    execFileSync(process.execPath, ['--input-type=module'], { input: script })
    await expectGone(await membersIn(file))
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('because %s ends us, ends', async (signal) => {
    const file = join(temporaryFolder(), 'members')
    const script = programOf(
      `await machine.localHost().run(process.execPath, ['-e', ${JSON.stringify(family)}, ${JSON.stringify(file)}, '', ''])`,
    )
    const child = spawn(process.execPath, ['--input-type=module'], { stdio: ['pipe', 'ignore', 'inherit'] })
    child.stdin.end(script)
    const members = await membersIn(file)
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([null, signal])
    await expectGone(members)
  })

  test('leaves no listeners behind', async () => {
    const count = () => ['exit', 'SIGINT', 'SIGTERM', 'SIGHUP'].map((event) => process.listenerCount(event))
    const before = count()
    await Promise.all([host.run(...node('')), host.run(...node('')), host.run('/no/such', []).catch(() => {})])
    expect(count()).toEqual(before)
  })

  test('an aborted signal starts nothing', async () => {
    const file = join(temporaryFolder(), 'members')
    const reason = new Error('enough')
    const running = host.run(...node(family, file, '', ''), { signal: AbortSignal.abort(reason) })
    await expect(running).rejects.toBe(reason)
    expect(existsSync(file)).toBe(false)
  })
})

describe.skipIf(process.platform === 'win32')('a bare name', () => {
  const program = (folder: string, says: string) => {
    writeFileSync(join(folder, 'tool'), `#!/bin/sh\necho ${says}\n`)
    chmodSync(join(folder, 'tool'), 0o755)
  }

  test('is looked up in PATH, never in the current folder', async () => {
    const root = temporaryFolder()
    for (const name of ['here', 'there']) mkdirSync(join(root, name))
    program(join(root, 'here'), 'here')
    const run = (PATH: string) => host.run('tool', [], { cwd: join(root, 'here'), env: { PATH } })
    for (const PATH of ['', '.', ':', `${join(root, 'there')}::`]) {
      await expect(run(PATH)).rejects.toMatchObject({ code: 'command-missing' })
    }
    program(join(root, 'there'), 'there')
    expect((await run(`.:${join(root, 'there')}:${join(root, 'here')}`)).stdout.toString()).toBe('there\n')
  })

  test.runIf(isRoot)('is, for root, not found where others could put it', async () => {
    const root = temporaryFolder()
    lay(root, 'nobody:brew/', 'safe/', 'open/')
    chmodSync(join(root, 'open'), 0o777)
    for (const name of ['brew', 'open']) program(join(root, name), name)
    const PATH = ['brew', 'open', 'safe'].map((name) => join(root, name)).join(':')
    await expect(host.run('tool', [], { env: { PATH } })).rejects.toMatchObject({
      code: 'command-missing',
      message: expect.stringContaining(`others can change ${join(root, 'brew/tool')} and ${join(root, 'open/tool')}`),
    })
    program(join(root, 'safe'), 'safe')
    expect((await host.run('tool', [], { env: { PATH } })).stdout.toString()).toBe('safe\n')
  })
})

test.runIf(isRoot)('another user’s command learns nothing of what root’s environment holds', async () => {
  vi.stubEnv('PLANTED_PASSWORD', 'planted')
  onTestFinished(() => void vi.unstubAllEnvs())
  const root = localHost()
  const names = async (user?: { uid: number; gid: number }) => {
    const { stdout } = await root.run('env', [], { env: { HOME: '/' }, ...(user && { user }) })
    return stdout.toString().match(/^\w+(?==)/gm)!
  }
  expect(await names()).toContain('PLANTED_PASSWORD')
  for (const name of await names({ uid: 65534, gid: 65534 }))
    expect(name).toMatch(/^(?:HOME|PATH|LANG|LANGUAGE|LC_[A-Z]+|TZ)$/)
})

test.runIf(isRoot)('root runs a command as another user, without groups of root', async () => {
  const { stdout } = await host.run('id', [], { user: { uid: 65534, gid: 65534 } })
  expect(stdout.toString()).toMatch(/^uid=65534\S* gid=65534\S*(?: groups=65534\S*)?\n$/)
})

/** A process that is more than an entry which its parent has not looked at. */
function isAlive(pid: number): boolean {
  if (!isRunning(pid)) return false
  return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}

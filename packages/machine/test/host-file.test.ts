import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { simulatedHost } from '../src/index.js'
import { parseHostFile } from '../src/simulated/host-file.js'
import { simulatedMachine } from './simulated-machine.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'

const now = '2026-10-02T08:00:00Z'
const parse = (value: unknown) => () => parseHostFile(JSON.stringify(value), 'host.json')
const refused = (message: unknown): unknown => expect.objectContaining({ code: 'bad-host-file', message })

test.each([
  [{ now }, 'platform: '],
  [{ platform: 'macos', now }, 'platform: '],
  [{ platform: 'darwin', now: 'yesterday' }, 'now: a time such as 2026-10-02T08:00:00Z'],
  [{ platform: 'darwin', now, clock: 1 }, 'the whole: Unrecognized key: "clock"'],
  [{ platform: 'darwin', now, files: { '/x': { mode: '999' } } }, 'files › /x › mode: permission bits such as "0644"'],
  [{ platform: 'darwin', now, files: { '/x': { owner: 0 } } }, 'files › /x: Unrecognized key: "owner"'],
  [{ platform: 'darwin', now, commands: [{ command: 'x' }] }, 'commands › 0 › args: '],
  [
    { platform: 'darwin', now, commands: [{ command: 'x', args: [], stdout: { hex: '00' } }] },
    'commands › 0 › stdout: text, ',
  ],
  [
    { platform: 'darwin', now, commands: [{ command: 'x', args: [], stdout: { file: '../x' } }] },
    'file: a path below the root',
  ],
  [
    { platform: 'darwin', now, commands: [{ command: 'x', args: [], stdout: { file: '/x' } }] },
    'file: a path below the root',
  ],
  [{ platform: 'darwin', now, commands: [1, 2].map(() => ({ command: 'x', args: ['a'] })) }, '["x","a"] twice'],
  [
    { platform: 'win32', now, users: [{ name: 'a', home: 'C:\\Users\\a', sid: 'S-1' }] },
    'users › 0 › sid: a SID such as ',
  ],
  [[], 'the whole: '],
])('%j is refused with the place', (value, place) => {
  expect(parse(value)).toThrow(refused(expect.stringContaining(place)))
})

test('paths in it are absolute paths of its platform', () => {
  expect(parse({ platform: 'win32', now, files: { '/etc': {} } })).toThrow(
    expect.objectContaining({ code: 'bad-path' }),
  )
  expect(parse({ platform: 'linux', now, users: [{ name: 'a', home: 'a' }] })).toThrow(
    expect.objectContaining({ code: 'bad-path' }),
  )
})

test.each([
  ['/none', { mode: '0600' }, 'facts of files that are there, found some of /none'],
  ['/none/link', { link: '/etc' }, 'facts of files that are there, found some of /none/link'],
  [
    '/link/x',
    { mode: '0600' },
    'the facts of /etc/x under this name, found them under /link/x, which leads there by a link',
  ],
])('facts of %s would count for nothing', async (place, told, message) => {
  const facts = { platform: 'linux', files: { '/link': { link: '/etc' }, [place]: told } }
  await expect(simulatedMachine({ disk: { 'etc/x': '' }, facts })).rejects.toMatchObject({
    code: 'bad-host-file',
    message: expect.stringContaining(message),
  })
})

test('what is no JSON is refused', () => {
  expect(() => parseHostFile('{', '/m/host.json')).toThrow(
    refused(expect.stringMatching(/^Cannot use \/m\/host\.json: expected JSON, found/)),
  )
})

test('a platform is needed once', async () => {
  const root = temporaryFolder()
  await expect(simulatedHost(root)).rejects.toMatchObject({ code: 'unknown-platform' })
  writeFileSync(join(root, 'host.json'), JSON.stringify({ platform: 'linux', now }))
  await expect(simulatedHost(root, { platform: 'win32' })).rejects.toMatchObject({ code: 'unknown-platform' })
  expect(await simulatedHost(root, { platform: 'linux' })).toMatchObject({ platform: 'linux' })
})

test('the root is a folder that exists', async () => {
  const root = temporaryFolder()
  writeFileSync(join(root, 'file'), '')
  await expect(simulatedHost(join(root, 'none'), { platform: 'linux' })).rejects.toMatchObject({ code: 'file-missing' })
  await expect(simulatedHost(join(root, 'file'), { platform: 'linux' })).rejects.toMatchObject({ code: 'not-a-folder' })
})

const exported = 'Windows Registry Editor Version 5.00\r\n\r\n'

test('recorded commands answer as recorded', async () => {
  const host = await simulatedMachine({
    disk: { 'answers/list.bin': Uint8Array.of(0, 255) },
    facts: {
      platform: 'darwin',
      commands: [
        { command: 'text', args: [], stdout: 'über\n', stderr: 'warning', exitCode: 3 },
        { command: 'bytes', args: ['--raw'], stdout: { base64: 'AP8=' } },
        { command: 'file', args: [], stdout: { file: 'answers/list.bin' } },
        { command: '/usr/bin/exact', args: [], stdout: 'exact' },
      ],
    },
  })
  const out = async (command: string, ...args: string[]) => (await host.run(command, args)).stdout
  expect(await host.run('text', [])).toEqual({
    exitCode: 3,
    stdout: Buffer.from('über\n'),
    stderr: Buffer.from('warning'),
  })
  expect([...(await out('/usr/local/bin/bytes', '--raw'))]).toEqual([0, 255])
  expect([...(await out('file'))]).toEqual([0, 255])
  expect((await out('/usr/bin/exact')).toString()).toBe('exact')
  await expect(host.run('exact', [])).rejects.toMatchObject({ code: 'not-recorded' })
  await expect(host.run('bytes', [])).rejects.toMatchObject({
    code: 'not-recorded',
    message: 'Expected a recorded command, found ["bytes"], of which host.json tells nothing.',
  })
})

test('a command that writes a file writes it where its argument says, in UTF-16 if need be', async () => {
  const host = await simulatedMachine({
    facts: {
      platform: 'win32',
      commands: [
        {
          command: 'reg',
          args: ['export', 'HKLM\\SOFTWARE', '{file}', '/y'],
          writes: { file: { text: exported, encoding: 'utf16le' } },
        },
      ],
    },
  })
  const folder = await host.temporaryFolder()
  const file = `${folder}\\out.reg`
  const { exitCode } = await host.run('C:\\Windows\\System32\\REG.EXE', ['export', 'HKLM\\SOFTWARE', file, '/y'])
  expect(exitCode).toBe(0)
  expect((await host.read(file)).toString('utf16le')).toBe(exported)
})

test('limits hold for recorded commands too', async () => {
  const commands = [{ command: 'slow', args: [], delayMs: 200, stdout: '12345' }]
  const host = await simulatedMachine({ facts: { platform: 'linux', commands } })
  await expect(host.run('slow', [], { timeoutMs: 20 })).rejects.toMatchObject({ code: 'command-timeout' })
  await expect(host.run('slow', [], { maxOutputBytes: 4 })).rejects.toMatchObject({ code: 'command-output-too-large' })
  const reason = new Error('enough')
  const controller = new AbortController()
  const running = host.run('slow', [], { signal: controller.signal })
  setTimeout(() => controller.abort(reason), 20)
  await expect(running).rejects.toBe(reason)
  const heard: string[] = []
  const started = performance.now()
  await host.run('slow', [], { onOutput: (chunk, stream) => heard.push(`${stream} ${chunk.toString()}`) })
  expect(performance.now() - started).toBeGreaterThan(190)
  expect(heard).toEqual(['stdout 12345'])
})

test('commands may be functions, and may be real', async () => {
  const host = await simulatedMachine({
    disk: { 'home/x': '' },
    options: {
      platform: 'linux',
      realCommands: ['node'],
      commands: {
        reg: (args, { host: machine }) => ({
          exitCode: 0,
          stdout: Buffer.from(machine.path(args[0]!)),
          stderr: Buffer.alloc(0),
        }),
      },
    },
  })
  expect((await host.run('reg', ['/home'])).stdout.toString()).toBe(join(host.root, 'home'))
  const { stdout } = await host.run('node', ['-p', 'process.cwd()'], { cwd: '/home' })
  expect(stdout.toString().trim()).toBe(join(host.root, 'home'))
})

test('the network answers as recorded', async () => {
  const validTo = '2027-01-01T00:00:00Z'
  const tls = { protocol: 'TLSv1.3', subject: 'CN=api.anthropic.com', issuer: 'CN=Corporate Proxy', validTo }
  const host = await simulatedMachine({
    facts: {
      platform: 'linux',
      names: { 'api.anthropic.com': ['192.0.2.1', '2001:db8::1'], 'gone.example': 'ENOTFOUND' },
      connections: [
        { name: 'api.anthropic.com', port: 443, address: '192.0.2.1', tls },
        {
          name: 'mitm.example',
          port: 443,
          address: '192.0.2.2',
          tls,
          failure: { stage: 'tls', code: 'SELF_SIGNED_CERT_IN_CHAIN' },
        },
        {
          name: 'mitm.example',
          port: 443,
          proxy: { name: 'proxy', port: 8080 },
          failure: { stage: 'proxy', code: 'HTTP-407' },
        },
      ],
    },
  })
  expect(await host.resolve('api.anthropic.com')).toEqual({ ok: true, addresses: ['192.0.2.1', '2001:db8::1'] })
  expect(await host.resolve('gone.example')).toMatchObject({ ok: false, stage: 'resolve', code: 'ENOTFOUND' })
  const shown = { ...tls, validTo: new Date(validTo) }
  expect(await host.connect('api.anthropic.com', 443, { tls: true })).toEqual({
    ok: true,
    address: '192.0.2.1',
    tls: shown,
  })
  expect(await host.connect('mitm.example', 443)).toEqual({ ok: true, address: '192.0.2.2' })
  expect(await host.connect('mitm.example', 443, { tls: true })).toEqual({
    ok: false,
    stage: 'tls',
    code: 'SELF_SIGNED_CERT_IN_CHAIN',
    reason: 'the certificate’s authority is not trusted by this machine',
    tls: shown,
  })
  expect(await host.connect('mitm.example', 443, { proxy: { name: 'proxy', port: 8080 } })).toMatchObject({
    code: 'HTTP-407',
  })
  await expect(host.connect('mitm.example', 80)).rejects.toMatchObject({ code: 'not-recorded' })
  await expect(host.resolve('other.example')).rejects.toMatchObject({ code: 'not-recorded' })
})

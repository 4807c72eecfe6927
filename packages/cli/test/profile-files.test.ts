import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'
import { runUnprivileged } from './support/run-unprivileged.js'

let folder: string
const run = (...args: string[]) => runCli(['profile', ...args], { cwd: folder })
const lines = (text: string) => text.trimEnd().split('\n')

const YAML = 'name: Lab\nvalues:\n  inferenceProvider: gateway\n  disableAutoUpdates: true\n'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cowork-mdm-profile-'))
  await writeFile(join(folder, 'lab.yaml'), YAML)
})
afterAll(() => rm(folder, { recursive: true }))

describe('--out', () => {
  test('an ending that stands for no format is refused, and nothing is written', async () => {
    const { exitCode, stderr } = await run('export', 'lab.yaml', '--out', 'lab.json')
    expect(exitCode).toBe(2)
    expect(lines(stderr)).toEqual([
      'Error: Expected --format, or a name for --out whose ending stands for one, found lab.json.',
      'Hint: See "cowork-mdm profile formats" for the endings.',
    ])
    expect(await readdir(folder)).not.toContain('lab.json')
  })

  test('a folder with a dot in its name, and a name without one, leave the format open', async () => {
    await mkdir(join(folder, 'v1.2'))
    for (const out of ['v1.2', 'v1.3/', 'plain'])
      expect(await run('export', 'lab.yaml', '--out', out)).toMatchObject({ exitCode: 0 })
    expect(await readdir(join(folder, 'v1.2'))).toEqual(['lab.mobileconfig'])
    expect(await readdir(join(folder, 'v1.3'))).toEqual(['lab.mobileconfig'])
    expect(await readFile(join(folder, 'plain'), 'utf8')).toMatch(/^<\?xml/)
  })

  test.each(['lab.fleet.yml', 'lab.detect.ps1', '_meta.json'])(
    'the name of a file for a format of several: %s',
    async (out) => {
      const { exitCode, stderr } = await run('export', 'lab.yaml', '--out', out)
      expect(exitCode).toBe(2)
      expect(stderr).toContain(`Expected --out with a folder for 2 files, found the name of a file, ${out}.`)
      expect(await readdir(folder)).not.toContain(out)
    },
  )

  test('a file in the place of a folder', async () => {
    await writeFile(join(folder, 'taken'), YAML)
    const { exitCode, stderr } = await run('export', 'lab.yaml', '--format', 'iru', '--out', 'taken')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('a part of the path is a file where a folder is needed')
    expect(await readFile(join(folder, 'taken'), 'utf8')).toBe(YAML)
  })

  test('a folder in which nothing may be made', async () => {
    const closed = join(folder, 'closed')
    await mkdir(closed)
    await chmod(folder, 0o755)
    await chmod(closed, 0o555)
    const args = ['profile', 'export', 'lab.yaml', '--format', 'iru', '--out', 'closed/new']
    const { exitCode, stderr } = await runUnprivileged(args, folder)
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/^Error: Cannot create closed[^\n]*\nHint: [^\n]+\n$/)
  })
})

test('- is stdin, and stdout', async () => {
  const bin = join(import.meta.dirname, '../bin/cowork-mdm.js')
  const piped = (...args: string[]) =>
    spawnSync(process.execPath, [bin, 'profile', ...args], { cwd: folder, input: YAML, encoding: 'utf8' })
  expect(piped('export', '-', '--format', 'linux', '--out', '-').stdout).toBe(
    '{\n  "inferenceProvider": "gateway",\n  "disableAutoUpdates": true\n}\n',
  )
  expect(piped('validate', '-')).toMatchObject({ status: 0, stderr: '- is valid.\n' })
  expect(piped('diff', 'lab.yaml', '-')).toMatchObject({ status: 0, stdout: '' })
  expect(await readdir(folder)).not.toContain('-')
})

test('a prefix that is no domain in reverse', async () => {
  for (const prefix of ['foo bar', 'com.example.', '.com', 'com..x', '<x>', 'com/example']) {
    const { exitCode, stderr } = await run('export', 'lab.yaml', '--payload-identifier-prefix', prefix)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`Expected --payload-identifier-prefix to be a domain in reverse, found "${prefix}".`)
  }
  const { stdout } = await run('export', 'lab.yaml', '--payload-identifier-prefix', 'com.example-1.IT')
  expect(stdout).toContain('<string>com.example-1.IT.lab</string>')
})

test('what was found when a file was read is said when it is written in another format', async () => {
  const key = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Claude'
  const reg = `Windows Registry Editor Version 5.00\r\n\r\n${key}]\r\n"disableAutoUpdates"=hex(b):01,00,00,00,00,00,00,00\r\n${key}\\Sub]\r\n"x"="y"\r\n`
  await writeFile(join(folder, 'odd.reg'), `\ufeff${reg}`, 'utf16le')
  const said = [
    'The subkey HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Claude\\Sub, which the app never looks at, is not read as settings.',
    'disableAutoUpdates is stored as REG_QWORD, which the app does not read.',
  ]
  const exported = await run('export', 'odd.reg', '--format', 'yaml')
  expect(lines(exported.stderr).sort()).toEqual([...said].sort())
  const made = await run('new', '--from', 'lab.yaml', '--from', 'odd.reg', '--format', 'yaml', '--json')
  const { notes } = JSON.parse(made.stdout) as { notes: { message: string }[] }
  expect(notes.map(({ message }) => message).sort()).toEqual([...said].sort())
})

test('diff tells where values differ inside, also where they are hidden', async () => {
  const servers = (key: string, more: string[]) =>
    JSON.stringify([{ name: 'a', url: 'https://a.example', headers: { Authorization: key } }, ...more])
  const write = (name: string, key: string, more: string[]) =>
    writeFile(join(folder, name), `values:\n  managedMcpServers: ${servers(key, more)}\n`)
  await write('one.yaml', 'sk-secret-1', [])
  await write('two.yaml', 'sk-secret-2', ['x'])
  const { stdout } = await run('diff', 'one.yaml', 'two.yaml')
  expect(lines(stdout)).toEqual([
    '- managedMcpServers: "‹redacted›"',
    '+ managedMcpServers: "‹redacted›"',
    '  changed at /0/headers/Authorization, added at /1',
  ])
  await write('many.yaml', 'sk-secret-1', [...'abcdefghijkl'])
  const many = lines((await run('diff', 'one.yaml', 'many.yaml')).stdout).at(-1)
  expect(many).toBe(`  ${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((at) => `added at /${at}`).join(', ')}, 2 more`)
})

test('an assignment without --set is not quoted as a whole: it may hold a secret', async () => {
  const { exitCode, stderr } = await run('new', '--from', 'lab.yaml', 'inferenceGatewayApiKey=sk-secret')
  expect(exitCode).toBe(2)
  expect(stderr).toContain('found "inferenceGatewayApiKey=…" too')
  expect(stderr).not.toContain('sk-secret')
})

describe('layers', () => {
  test.skipIf(process.platform === 'win32')('that are a pipe, a device, or not UTF-8 are refused', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')])
    await symlink('/dev/zero', join(folder, 'zero.yaml'))
    await writeFile(join(folder, 'latin1.yaml'), Buffer.from('name: Größe\n', 'latin1'))
    for (const layer of ['pipe.yaml', 'zero.yaml', 'latin1.yaml']) {
      await writeFile(join(folder, 'top.yaml'), `extends: ${layer}\n`)
      const { exitCode, stdout } = await run('validate', 'top.yaml')
      expect(exitCode).toBe(1)
      expect(stdout).toBe(`top.yaml:1:10: error: Expected the layer ${layer} for top.yaml, which cannot be read.\n`)
    }
  })
})

describe.skipIf(spawnSync('openssl', ['version']).status !== 0)('signed profiles', () => {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const cms = (out: string, ...args: string[]) =>
    openssl('cms', '-sign', '-binary', '-signer', 'a.crt', '-inkey', 'a.key', '-outform', 'DER', '-out', out, ...args)

  beforeAll(async () => {
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'a.key', '-out', 'a.crt', '-subj', '/CN=A')
    await run('export', 'lab.yaml', '--out', 'a.mobileconfig')
    cms('signed.mobileconfig', '-nodetach', '-in', 'a.mobileconfig')
    cms('weak.mobileconfig', '-nodetach', '-md', 'sha1', '-in', 'a.mobileconfig')
    cms('twice.mobileconfig', '-nodetach', '-in', 'signed.mobileconfig')
    cms('detached.mobileconfig', '-in', 'a.mobileconfig')
    const signed = await readFile(join(folder, 'signed.mobileconfig'))
    await writeFile(join(folder, 'cut.mobileconfig'), signed.subarray(0, 1000))
  })

  test('one that cannot be opened does not keep the others from being checked', async () => {
    const names = ['detached', 'cut', 'twice', 'weak', 'signed'].map((name) => `${name}.mobileconfig`)
    const { exitCode, stdout, stderr } = await run('validate', ...names)
    expect(exitCode).toBe(1)
    expect(lines(stdout).filter((line) => line !== '')).toEqual([
      'detached.mobileconfig: error: Expected a profile inside of the signature, found a detached one.',
      'Hint: Sign the profile anew, with its content (openssl cms -sign -nodetach).',
      'cut.mobileconfig: error: Expected a signed profile (CMS SignedData), found something else.',
      'Hint: A profile that begins with <?xml is not signed and can be read as it is.',
      'twice.mobileconfig: error: Expected a profile inside of the signature, found another signature.',
      'Hint: Sign a profile once.',
      'weak.mobileconfig: warning: The signature is over a SHA-1 digest, which can be forged.',
    ])
    expect(stderr).toBe('3 errors, 1 warning in 5 files\n')
  })

  test('what is to be said of a signature is said when the profile is read back', async () => {
    const { exitCode, stdout, stderr } = await run('export', 'weak.mobileconfig', '--format', 'linux')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('"disableAutoUpdates": true')
    expect(stderr).toContain('The signature is over a SHA-1 digest, which can be forged.')
  })

  test('signing from stdin to stdout gives what openssl verifies', async () => {
    const bin = join(import.meta.dirname, '../bin/cowork-mdm.js')
    const args = [bin, 'profile', 'sign', '-', '--certificate', 'a.crt', '--key', 'a.key', '--out', '-']
    const input = await readFile(join(folder, 'a.mobileconfig'))
    const { stdout, status } = spawnSync(process.execPath, args, { cwd: folder, input })
    expect(status).toBe(0)
    await writeFile(join(folder, 'piped.mobileconfig'), stdout)
    openssl(
      ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'piped.mobileconfig'],
      ...['-CAfile', 'a.crt', '-purpose', 'any', '-out', 'back'],
    )
    expect(await readFile(join(folder, 'back'))).toEqual(input)
  })
})

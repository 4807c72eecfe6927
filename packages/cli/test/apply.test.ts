import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

let folder: string
let root: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cowork-mdm-apply-'))
  root = join(folder, 'machine')
  await put('lab.yaml', LAB)
  await put('next.yaml', LAB.replace('a.example', 'b.example'))
})
afterEach(() => rm(folder, { recursive: true }))

const LAB = `name: Lab
values:
  inferenceProvider: gateway
  inferenceGatewayBaseUrl: https://a.example
  inferenceGatewayApiKey: sk-the-secret
`
const SETTINGS = '/etc/claude-desktop/managed-settings.json'

async function put(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), content)
}

const layHost = (facts: object) => put('machine/host.json', JSON.stringify({ now: '2026-10-02T08:00:00Z', ...facts }))
const run = (...args: string[]) => runCli(['profile', ...args, '--root', root], { cwd: folder })
const settings = async () => JSON.parse(await readFile(join(root, SETTINGS), 'utf8')) as object

test('applied, applied again, rolled back: what changed, where, and what to do next', async () => {
  await layHost({ platform: 'linux' })
  const dry = await run('apply', 'lab.yaml', '--dry-run')
  expect(dry).toEqual({
    exitCode: 0,
    stdout:
      `+ ${SETTINGS}\n` +
      '+ inferenceGatewayApiKey: "‹redacted›"\n' +
      '+ inferenceGatewayBaseUrl: "https://a.example"\n' +
      '+ inferenceProvider: "gateway"\n',
    stderr: `Dry run: 4 changes would be made in ${SETTINGS}.\n`,
  })
  await expect(stat(join(root, 'etc'))).rejects.toThrow('ENOENT')

  const applied = await run('apply', 'lab.yaml')
  expect(applied).toEqual({
    ...dry,
    stderr:
      `Changed ${SETTINGS}: 4 changes, read back and compared.\n` +
      'Backup 0001: /var/lib/cowork-mdm/backups/0001.record.json. To go back: cowork-mdm profile rollback\n' +
      'Next: quit and open Claude again, then look with: cowork-mdm profile status\n' +
      'On managed machines deliver profiles through device management; see docs/applying.md.\n',
  })
  expect(await settings()).toMatchObject({ inferenceGatewayApiKey: 'sk-the-secret' })

  expect(await run('apply', 'lab.yaml')).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: `No change: ${SETTINGS} is as the profile has it already.\n`,
  })

  await run('apply', 'next.yaml')
  expect(await run('rollback', '--list')).toMatchObject({
    exitCode: 0,
    stdout:
      'ID    MADE                      BEFORE  HOLDS               OF\n' +
      `0002  2026-10-02T08:00:00.000Z  apply   0002.settings.json  ${SETTINGS}\n` +
      `0001  2026-10-02T08:00:00.000Z  apply   nothing was there   ${SETTINGS}\n`,
  })
  expect(await run('rollback')).toMatchObject({
    exitCode: 0,
    stdout: '- inferenceGatewayBaseUrl: "https://b.example"\n+ inferenceGatewayBaseUrl: "https://a.example"\n',
    stderr: expect.stringContaining(`Changed ${SETTINGS} as in backup 0002: 1 change, read back and compared.\n`),
  })
  expect(await settings()).toMatchObject({ inferenceGatewayBaseUrl: 'https://a.example' })
})

test('JSON tells whether something was changed, without secrets', async () => {
  await layHost({ platform: 'linux' })
  const results = [
    await run('apply', 'lab.yaml', '--json', '--dry-run'),
    await run('apply', 'lab.yaml', '--json'),
    await run('apply', 'lab.yaml', '--json'),
    await run('rollback', '--json'),
  ]
  for (const { stdout, exitCode } of results) {
    expect(exitCode).toBe(0)
    expect(stdout).not.toContain('sk-the-secret')
  }
  expect(results.map(({ stdout }) => (JSON.parse(stdout) as { changed: boolean }).changed)).toEqual([
    false,
    true,
    false,
    true,
  ])
  const shown = await run('apply', 'lab.yaml', '--json', '--dry-run', '--show-secrets')
  expect(shown.stdout).toContain('sk-the-secret')
})

test.each<[number, string, object, string[], string]>([
  [1, 'invalid-profile', {}, ['apply', 'broken.yaml'], 'inferenceProvider: nowhere\n'],
  [1, 'unresolved-placeholder', {}, ['apply', 'broken.yaml'], 'inferenceGatewayBaseUrl: https://REPLACE_HOST\n'],
  [1, 'reference-refused', {}, ['apply', 'broken.yaml'], 'inferenceGatewayApiKey: ${env:HOME}\n'],
  [1, 'no-backup', {}, ['rollback'], ''],
  [2, 'unknown-backup', {}, ['rollback', '--to', '12'], ''],
  [2, 'option-conflict', {}, ['rollback', '--to', '12', '--list'], ''],
  [2, 'unknown-user', { platform: 'darwin' }, ['apply', 'lab.yaml', '--scope', 'user', '--user', 'ann'], ''],
  [3, 'permission-denied', { administrator: false }, ['apply', 'lab.yaml'], ''],
  [3, 'permission-denied', { administrator: false }, ['rollback'], ''],
  [4, 'unsupported-platform', {}, ['apply', 'lab.yaml', '--scope', 'user'], ''],
])('exit code %i: %s', async (exitCode, code, facts, args, values) => {
  await layHost({ platform: 'linux', ...facts })
  if (values !== '') await put('broken.yaml', `values:\n  ${values}`)
  const result = await run(...args, '--json')
  expect(result).toMatchObject({ exitCode, stdout: '' })
  expect(JSON.parse(result.stderr)).toMatchObject({ error: { code } })
  await expect(stat(join(root, 'var'))).rejects.toThrow('ENOENT')
})

test('who is no administrator gets the command line to run', async () => {
  await layHost({ platform: 'linux', administrator: false })
  const { stderr } = await run('apply', 'lab.yaml', '--allow-env', 'KEY')
  const command = `sudo --preserve-env=KEY cowork-mdm profile apply lab.yaml --allow-env KEY --root ${root}`
  expect(stderr).toBe(
    `Error: Expected the rights of an administrator to change ${SETTINGS}, found none.\nHint: Run it as root: ${command}\n`,
  )
})

test('the registry is looked at by what it exports, and imports go into the 64-bit view', async () => {
  const key = 'HKLM\\SOFTWARE\\Policies\\Claude'
  const exported =
    '\ufeffWindows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Claude]\r\n"inferenceProvider"="vertex"\r\n@="x"\r\n'
  const said = (args: string[], more: object = {}) => ({ command: 'reg', args, ...more })
  await layHost({
    platform: 'win32',
    commands: [
      said(['export', key, '{file}', '/y', '/reg:64'], { writes: { file: { text: exported, encoding: 'utf16le' } } }),
      said(['import', '{file}', '/reg:64'], { exitCode: 1 }),
      { command: 'icacls', args: ['{folder}', '/inheritance:r', '/grant:r', '{one}', '{other}'] },
    ],
  })
  expect(await run('apply', 'lab.yaml', '--dry-run')).toEqual({
    exitCode: 0,
    stdout:
      '+ inferenceGatewayApiKey: "‹redacted›"\n' +
      '+ inferenceGatewayBaseUrl: "https://a.example"\n' +
      '- inferenceProvider: "vertex"\n' +
      '+ inferenceProvider: "gateway"\n' +
      '~ (default): REG_SZ becomes none\n',
    stderr: `Dry run: 4 changes would be made in ${key}.\n`,
  })
  expect(await run('apply', 'lab.yaml')).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: expect.stringContaining('Error: Expected reg import to succeed, but it ended with 1.\n'),
  })
})

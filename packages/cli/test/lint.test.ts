import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fixtures, runCli } from './support/run-cli.js'
import { runUnprivileged } from './support/run-unprivileged.js'

const CLEAN = readFileSync(join(fixtures, 'clean.yaml'), 'utf8')
const SECRET = 'Zk7PLANTED4711secretQ9x'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-lint-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string) => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), text)
}
const lint = (...args: string[]) => runCli(['profile', 'lint', ...args], { cwd: folder })
const json = async (...args: string[]) => {
  const { stdout, exitCode } = await lint(...args, '--json')
  return { ...(JSON.parse(stdout) as { files: string[]; findings: { rule: string }[]; changed?: boolean }), exitCode }
}

describe('inputs', () => {
  test('folders, patterns and files, each once, by name', async () => {
    write('profiles/b.yaml', CLEAN)
    write('profiles/sub/a.yaml', CLEAN)
    write('profiles/sub/compose.yaml', 'services: {}\n')
    write('profiles/.hidden/c.yaml', CLEAN)
    write('profiles/node_modules/d.yaml', CLEAN)
    write('profiles/cowork-mdm.lint.yaml', 'rules: {}\n')
    const all = ['profiles/b.yaml', 'profiles/sub/a.yaml']
    expect((await json('profiles')).files).toEqual(all)
    expect((await json('profiles/**/*.yaml', 'profiles')).files).toEqual([
      'profiles/b.yaml',
      'profiles/cowork-mdm.lint.yaml',
      'profiles/sub/a.yaml',
      'profiles/sub/compose.yaml',
    ])
    expect((await json('profiles/sub/*.yaml', 'profiles/b.yaml', 'profiles/b.yaml')).files.at(-1)).toBe(
      'profiles/b.yaml',
    )
  })

  test.skipIf(process.platform === 'win32')('what may not be read below a folder is never passed over', async () => {
    chmodSync(folder, 0o755)
    write('profiles/a.yaml', CLEAN)
    write('profiles/closed/b.yaml', CLEAN)
    write('profiles/.git/c.yaml', CLEAN)
    write('profiles/d.yaml', CLEAN)
    for (const name of ['closed', '.git', 'd.yaml']) chmodSync(join(folder, 'profiles', name), 0)
    const denied = async (path: string) => {
      const { exitCode, stderr } = await runUnprivileged(['profile', 'lint', path], folder)
      expect(exitCode).toBe(3)
      return stderr.split('\n')[0]
    }
    expect(await denied('profiles')).toBe('Error: Cannot list profiles/closed: permission was denied.')
    expect(await denied('profiles/**/a.yaml')).toBe('Error: Cannot list profiles/closed: permission was denied.')
    rmSync(join(folder, 'profiles/closed'), { recursive: true })
    expect(await denied('profiles')).toBe('Error: Cannot read profiles/d.yaml: permission was denied.')
  })

  test('stdin', () => {
    const built = fileURLToPath(new URL('../bin/cowork-mdm.js', import.meta.url))
    const args = [built, 'profile', 'lint', '-', '--format', 'github']
    const { stdout, status } = spawnSync(process.execPath, args, {
      input: 'values:\n  nonsense: 1\n',
      encoding: 'utf8',
    })
    expect(stdout).toMatch(/^::warning file=stdin,line=2,col=3,title=cowork-mdm%3A unknown-key::/)
    expect(status).toBe(0)
  })

  test.each([
    [['gatway.yaml'], 'Expected a file or folder called gatway.yaml, found none.', 'Did you mean gateway.yaml?'],
    [['*.reg'], 'Expected files that *.reg stands for, found none.', undefined],
    [[], 'Expected a file, a folder, a pattern or - to lint, found none.', undefined],
    [['empty'], 'Expected profiles below empty, found none.', undefined],
    [
      ['gateway.yaml', '--max-warnings', 'few'],
      'Expected --max-warnings to be a number of warnings, found "few".',
      undefined,
    ],
    [['--explain', 'hive-hiden'], 'Expected the name of a rule, found "hive-hiden".', 'Did you mean hive-hidden?'],
    [['gateway.yaml', '--explain', 'hive-hidden'], 'Expected --explain without files, found gateway.yaml.', undefined],
    [
      ['gateway.yaml', '--config', 'bad.yaml'],
      'bad.yaml:2:3: Expected a rule that there is, found unknown-ky.',
      'Did you mean unknown-key?',
    ],
  ])('%j is a wrong command line', async (args, message, hint) => {
    write('gateway.yaml', CLEAN)
    write('bad.yaml', 'rules:\n  unknown-ky: off\n')
    mkdirSync(join(folder, 'empty'))
    const { exitCode, stderr, stdout } = await lint(...args)
    expect(stderr).toContain(message)
    if (hint !== undefined) expect(stderr).toContain(hint)
    expect([exitCode, stdout]).toEqual([2, ''])
  })
})

test('a folder with policy templates: those of the app, with their languages', async () => {
  await runCli(['schema', 'export', '--to', 'admx', '--out', 'admx'], { cwd: folder })
  writeFileSync(join(folder, 'admx/other.admx'), '<policyDefinitions/>')
  expect(await json('admx')).toMatchObject({ files: ['admx/ClaudeDesktop.admx'], findings: [], exitCode: 0 })
  const adml = join(folder, 'admx/zh-CN/ClaudeDesktop.adml')
  const text = readFileSync(adml, 'utf8').replace('<string id="ClaudeDesktop">', '<string id="x.y">')
  writeFileSync(adml, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))
  const { findings, exitCode } = await json('admx')
  expect(findings).toMatchObject([
    { rule: 'admx-ref', location: { file: 'admx/zh-CN/ClaudeDesktop.adml' } },
    { rule: 'admx-ref', message: expect.stringContaining('x.y') as string },
  ])
  expect(exitCode).toBe(1)
  expect((await lint('admx', '--fix')).stderr).not.toContain('mended')
})

test('a link to nothing', async () => {
  symlinkSync('nowhere', join(folder, 'a.yaml'))
  const { exitCode, stderr } = await lint('a.yaml')
  expect(stderr).toContain('found a link to nothing')
  expect(exitCode).toBe(2)
})

describe('exit code', () => {
  test('1 for an error, a placeholder of any level, and too many warnings; 0 for less', async () => {
    write('error.yaml', CLEAN.replace('gateway\n', 'gatewy\n'))
    write('placeholder.yaml', CLEAN.replace('gateway.university', 'REPLACE_HOST'))
    write('warning.yaml', `${CLEAN}  nonsense: 1\n`)
    write('cowork-mdm.lint.yaml', 'rules:\n  unresolved-placeholder: info\n')
    expect((await lint('error.yaml')).exitCode).toBe(1)
    expect((await lint('placeholder.yaml')).exitCode).toBe(1)
    expect((await lint('warning.yaml')).exitCode).toBe(0)
    expect((await lint('warning.yaml', '--max-warnings', '0')).exitCode).toBe(1)
    expect((await lint('warning.yaml', '--max-warnings', '1')).exitCode).toBe(0)
  })

  test('a file that cannot be read is a finding, and the others are linted', async () => {
    write('a.mobileconfig', '<?xml version="1.0"?><plist><dict>')
    write('b.yaml', `${CLEAN}  nonsense: 1\n`)
    const { findings, exitCode } = await json('a.mobileconfig', 'b.yaml')
    expect(findings.map(({ rule }) => rule)).toEqual(['cannot-read', 'unknown-key'])
    expect(exitCode).toBe(1)
  })
})

test('configuration in the current folder, and the command line before it', async () => {
  write('a.yaml', CLEAN)
  write('a.mobileconfig', 'x')
  write('cowork-mdm.lint.yaml', "target: gpo\nappVersion: '1.2581.0'\nrules:\n  key-app-version: error\n")
  write('b.yaml', `${CLEAN}  chatTabEnabled: true\n`)
  expect((await json('b.yaml')).exitCode).toBe(1)
  expect((await json('b.yaml', '--app-version', '1.28929.0')).exitCode).toBe(0)
})

describe('--fix', () => {
  const text = `${CLEAN}  isDxtEnabled: false\n`

  test('mends the file as a whole and keeps who may read it', async () => {
    write('a.yaml', text)
    const { changed, findings, exitCode } = await json('a.yaml', '--fix')
    expect([changed, findings, exitCode]).toEqual([true, [], 0])
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(text.replace('isDxtEnabled', 'isDesktopExtensionEnabled'))
    const before = statSync(join(folder, 'a.yaml'))
    expect((await json('a.yaml', '--fix')).changed).toBe(false)
    expect(statSync(join(folder, 'a.yaml')).ino).toBe(before.ino)
  })

  test('mends what a link stands for', async () => {
    write('real.yaml', text)
    symlinkSync('real.yaml', join(folder, 'link.yaml'))
    await lint('link.yaml', '--fix')
    expect(lstatSync(join(folder, 'link.yaml')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(folder, 'real.yaml'), 'utf8')).toContain('isDesktopExtensionEnabled: false')
  })

  test('--dry-run shows a diff that git applies, and changes nothing', async () => {
    write('a.yaml', text)
    const { stdout, stderr } = await lint('a.yaml', '--fix', '--dry-run')
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(text)
    expect(stderr).toContain('1 would be mended')
    spawnSync('git', ['init', '-q'], { cwd: folder })
    const applied = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
      cwd: folder,
      input: stdout,
      encoding: 'utf8',
    })
    expect(applied.stderr).toBe('')
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toContain('isDesktopExtensionEnabled: false')
  })
})

test('paths of reports count from the root of the repository', async () => {
  mkdirSync(join(folder, '.git'))
  write('teams/a/b c.yaml', `${CLEAN}  nonsense: 1\n`)
  const { stdout } = await runCli(['profile', 'lint', 'b c.yaml', '--format', 'sarif'], {
    cwd: join(folder, 'teams/a'),
  })
  expect(stdout).toContain('"uri": "teams/a/b%20c.yaml"')
})

test.each(['pretty', 'json', 'sarif', 'github', 'junit', 'dry-run'])('no secret is shown: %s', async (format) => {
  const text = `values:
  inferenceProvider: gateway
  inferenceGatewayBaseUrl: http://someone:${SECRET}@gateway.university.org
  inferenceGatewayApiKey: ${SECRET}
  inferenceCustomHeaders: {Authorization: "Bearer ${SECRET}"}
  managedMcpServers: [{name: a, transport: x, env: {TOKEN: ${SECRET}}, args: [--token, ${SECRET}]}]
  organizationInstructions: ${SECRET}
  inferenceCredentialHelper: /usr/local/bin/h --token ${SECRET}
  someApiKey: ${SECRET}
  isDxtEnabled: false
`
  write('a.yaml', text)
  write('broken.yaml', `values:\n  inferenceGatewayApiKey: ${SECRET}\n\tx: 1\n`)
  const how = format === 'dry-run' ? ['--dry-run'] : ['--format', format]
  const { stdout, stderr } = await lint('a.yaml', 'broken.yaml', ...how)
  expect(stdout.length).toBeGreaterThan(200)
  expect(stdout + stderr).not.toContain(SECRET)
})

test('a profile that was signed is opened', async () => {
  cpSync(join(fixtures, 'clean.yaml'), join(folder, 'clean.yaml'))
  await runCli(['profile', 'export', 'clean.yaml', '--out', 'clean.mobileconfig'], { cwd: folder })
  const key = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'k.pem',
    '-out',
    'c.pem',
    '-subj',
    '/CN=Test',
    '-days',
    '2',
  ]
  if (spawnSync('openssl', key, { cwd: folder }).status !== 0) return
  const sign = [
    'profile',
    'sign',
    'clean.mobileconfig',
    '--certificate',
    'c.pem',
    '--key',
    'k.pem',
    '--out',
    'signed.mobileconfig',
  ]
  expect((await runCli(sign, { cwd: folder })).exitCode).toBe(0)
  expect(await json('signed.mobileconfig')).toMatchObject({ findings: [], exitCode: 0 })
})

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixtures, runCli } from './support/run-cli.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cowork-mdm-export-'))
})
afterAll(() => rm(folder, { recursive: true }))

const schema = join(fixtures, 'newer.json')
const exportTo = (target: string, ...args: string[]) =>
  runCli(['schema', 'export', '--to', target, '--schema', schema, ...args], { cwd: folder })

test('several files go into a folder, which is made; a second run changes nothing', async () => {
  const first = await exportTo('admx', '--out', 'policies', '--json')
  expect(first).toMatchObject({ exitCode: 0, stderr: '' })
  const files = ['ClaudeDesktop.admx', 'en-US/ClaudeDesktop.adml', 'zh-CN/ClaudeDesktop.adml'].map((file) =>
    join('policies', file),
  )
  const result = JSON.parse(first.stdout)
  expect(result).toMatchObject({ changed: true, format: 'admx', files: files.map((file) => ({ file, changed: true })) })
  expect(result.settings.length).toBeGreaterThan(3)
  expect((await readdir(join(folder, 'policies'))).sort()).toEqual(['ClaudeDesktop.admx', 'en-US', 'zh-CN'])
  const again = await exportTo('admx', '--out', 'policies', '--json')
  expect(JSON.parse(again.stdout)).toMatchObject({ changed: false })
})

test('a single file goes to stdout, the same as into a file', async () => {
  const { stdout } = await exportTo('profile-manifest', '--manifest-version', '6')
  expect(stdout).toContain('<key>pfm_version</key>\n\t<integer>6</integer>')
  const { exitCode } = await exportTo('profile-manifest', '--manifest-version', '6', '--out', 'manifest.plist')
  expect(exitCode).toBe(0)
  expect(await readFile(join(folder, 'manifest.plist'), 'utf8')).toBe(stdout)
})

test('what a target cannot express is said, also in a pipe', async () => {
  const document = JSON.parse(await readFile(schema, 'utf8')) as { keys: object[] }
  document.keys.push({
    ...document.keys[0],
    name: 'zzNothing',
    value: { not: {} },
    availability: [{ scope: '3p', status: 'enabled' }],
  })
  await writeFile(join(folder, 'nothing.json'), JSON.stringify(document))
  const args = ['schema', 'export', '--to', 'jamf', '--schema', 'nothing.json', '--out', 'jamf.json']
  const { exitCode, stderr } = await runCli(args, { cwd: folder })
  expect(exitCode).toBe(0)
  expect(stderr).toBe('zzNothing is left out: it admits no value.\nWritten to jamf.json\n')
})

test.each([
  [['jamf', '--class', 'machine'], 'Expected --class with --to admx or oma-uri, found --to jamf.'],
  [['html', '--manifest-version', '2'], 'Expected --manifest-version with --to profile-manifest, found --to html.'],
])('%j is a wrong command line', async ([target, ...args], message) => {
  const { exitCode, stderr, stdout } = await exportTo(target!, ...args)
  expect(stderr).toContain(message)
  expect([exitCode, stdout]).toEqual([2, ''])
})

test('classes, visibility and status reach the files', async () => {
  await exportTo('admx', '--class', 'machine', '--out', 'machine')
  const text = await readFile(join(folder, 'machine', 'ClaudeDesktop.admx'), 'utf8')
  expect([...new Set(text.match(/class="\w+"/g))]).toEqual(['class="Machine"'])
  const settings = async (...args: string[]) => {
    const { stdout } = await exportTo('markdown', '--json', ...args)
    return (JSON.parse(stdout) as { settings: string[] }).settings
  }
  const all = await settings()
  const { keys } = JSON.parse(await readFile(schema, 'utf8')) as { keys: { name: string; visibility?: string }[] }
  expect(all).toEqual(keys.map(({ name }) => name).sort())
  expect(await settings('--visibility', 'public')).toEqual(
    all.filter((name) => keys.find((key) => key.name === name)!.visibility === undefined),
  )
  expect(await settings('--status', 'enabled', '--status', 'deprecated')).not.toEqual([])
})

test('an export over the schema it is made of is refused', async () => {
  await writeFile(join(folder, 'own.json'), await readFile(schema))
  const args = ['schema', 'export', '--to', 'jamf', '--schema', 'own.json', '--out', 'own.json']
  const { exitCode, stderr } = await runCli(args, { cwd: folder })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('Expected --out to name another file than the input')
  expect(await readFile(join(folder, 'own.json'), 'utf8')).toBe(await readFile(schema, 'utf8'))
})

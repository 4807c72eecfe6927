import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withEsbuild } from '../../schema-extractor/test/support/bundlers.js'
import {
  expectedDocument,
  FIXTURES,
  FIXTURE_VERSION,
  fixtureSource,
} from '../../schema-extractor/test/support/fixtures.js'
import { packApp, packInstall } from '../../schema-extractor/test/support/pack-app.js'
import { runCli } from './support/run-cli.js'

const fixture = FIXTURES['flat-key-zod4']
const names = expectedDocument(fixture).keys.map((key) => key.name)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cowork-mdm-extract-'))
  const scripts = await withEsbuild([fixtureSource(fixture, 'main.ts')], { minify: true, format: 'cjs' })
  await packApp(join(folder, 'app.asar'), scripts)
  await packInstall(join(folder, 'install'), scripts, { version: '1.31600.0' })
  await packApp(join(folder, 'other.asar'), { 'index.js': 'console.log("no settings here")' })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const run = (...args: string[]) => runCli(args, { cwd: folder })

function parsed(text: string): { appVersion: string; keys: { name: string; title?: string }[] } {
  return JSON.parse(text) as ReturnType<typeof parsed>
}

test('without --out the document is stdout, with --json or not', async () => {
  const plain = await run('schema', 'extract', 'app.asar')
  expect(plain).toMatchObject({ exitCode: 0, stderr: '' })
  const document = parsed(plain.stdout)
  expect(document.appVersion).toBe(FIXTURE_VERSION)
  expect(document.keys.map((key) => key.name)).toEqual(names)
  expect(await run('schema', 'extract', 'app.asar', '--json')).toEqual(plain)
})

test('what is missing from a schema is said in a script too, and what is only worth knowing is not', async () => {
  await packApp(
    join(folder, 'unclear.asar'),
    await withEsbuild([fixtureSource(FIXTURES.generic, 'main.ts')], { minify: true, format: 'cjs' }),
  )
  const { exitCode, stderr } = await run('schema', 'extract', 'unclear.asar', '--out', 'unclear.json')
  expect(exitCode).toBe(0)
  expect(stderr).toMatch(/^[0-9]+ settings? of [^]*\n {2}warning [^]*\nWritten to unclear\.json\n$/)
  expect(stderr).not.toContain('info ')
  const quiet = await run('schema', 'extract', 'unclear.asar', '--out', 'unclear.json', '--json')
  expect(quiet.stderr).toBe('')
})

test('--facts-only leaves titles out', async () => {
  const [all, facts] = await Promise.all([
    run('schema', 'extract', 'app.asar'),
    run('schema', 'extract', 'app.asar', '--facts-only'),
  ])
  expect(parsed(all.stdout).keys.some((key) => key.title !== undefined)).toBe(true)
  expect(parsed(facts.stdout).keys.some((key) => key.title !== undefined)).toBe(false)
})

test('--out writes what stdout would show, and tells whether the file changed', async () => {
  const { stdout } = await run('schema', 'extract', 'app.asar')
  expect(await run('schema', 'extract', 'app.asar', '--out', 'out.json')).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: '',
  })
  expect(await readFile(join(folder, 'out.json'), 'utf8')).toBe(stdout)
  const written = await stat(join(folder, 'out.json'))

  const again = await run('schema', 'extract', 'app.asar', '--out', 'out.json', '--json')
  expect(JSON.parse(again.stdout)).toMatchObject({
    changed: false,
    file: 'out.json',
    appVersion: FIXTURE_VERSION,
    keys: names.length,
  })
  expect((await stat(join(folder, 'out.json'))).mtimeMs).toBe(written.mtimeMs)

  const other = await run('schema', 'extract', 'install', '--out', 'out.json', '--json')
  expect(JSON.parse(other.stdout)).toMatchObject({ changed: true, appVersion: '1.31600.0' })
})

test('a failing extraction leaves the file as it was and no other behind', async () => {
  await mkdir(join(folder, 'kept'))
  await writeFile(join(folder, 'kept', 'out.json'), 'precious')
  const { exitCode, stdout, stderr } = await run('schema', 'extract', 'other.asar', '--out', join('kept', 'out.json'))
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toMatch(/^Error: Expected .*found none.*\.vite\/build\/index\.js.*\nHint: .+\n$/)
  expect(await readFile(join(folder, 'kept', 'out.json'), 'utf8')).toBe('precious')
  expect(await readdir(join(folder, 'kept'))).toEqual(['out.json'])
})

test('an app serves as a schema wherever a REF is wanted', async () => {
  const list = await run('schema', 'list', '--schema', 'app.asar', '--json')
  expect(parsed(list.stdout).keys.map((key) => key.name)).toEqual(names)
  expect(await run('schema', 'diff', 'app.asar', 'install', '--exit-code')).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: `No difference between app.asar and install.\n`,
  })
})

test('a document that was written serves as a schema too, whatever its name', async () => {
  await run('schema', 'extract', 'app.asar', '--out', 'document')
  const { stdout } = await run('schema', 'list', '--schema', 'document', '--json')
  expect(parsed(stdout).keys.map((key) => key.name)).toEqual(names)
})

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

/** Command line, exit code, code in JSON, message, hint. */
type Case = [args: string[], exitCode: number, code: string, message: string, hint: string]

const KNOWN = '1.18286.0, 1.28929.0'

const CASES: Case[] = [
  [
    ['shema'],
    2,
    'unknown-command',
    'Expected a command of cowork-mdm, found "shema".',
    'Did you mean "cowork-mdm schema"?',
  ],
  [
    ['zzz'],
    2,
    'unknown-command',
    'Expected a command of cowork-mdm, found "zzz".',
    'See "cowork-mdm --help" for what there is.',
  ],
  [
    ['schema'],
    2,
    'missing-command',
    'Expected a command after "cowork-mdm schema": extract, list, show, diff, export or versions.',
    'See "cowork-mdm schema --help" for what they do.',
  ],
  [
    ['schema', 'lsit', '--help'],
    2,
    'unknown-command',
    'Expected a command of cowork-mdm schema, found "lsit".',
    'Did you mean "cowork-mdm schema list"?',
  ],
  [
    ['schema', 'list', '--provder', 'x'],
    2,
    'unknown-option',
    'Expected an option of "cowork-mdm schema list", found "--provder".',
    'Did you mean "--provider"?',
  ],
  [
    ['schema', 'list', '--out', 'x'],
    2,
    'unknown-option',
    'Expected an option of "cowork-mdm schema list", found "--out".',
    'See "cowork-mdm schema list --help" for what there is.',
  ],
  [
    ['profile', 'sign', 'a.mobileconfig', '--cert', 'a.pem'],
    2,
    'unknown-option',
    'Expected an option of "cowork-mdm profile sign", found "--cert".',
    'Did you mean "--certificate"?',
  ],
  [
    ['skill', 'pack', 'skills', '--out', 'x'],
    2,
    'option-missing',
    'Expected --name NAME for "cowork-mdm skill pack", found none.',
    'Add --name NAME. Name of the plugin: team-skills.',
  ],
  [
    ['profile', 'new', '--template', 'gateway', '--set', 'inferenceGatewayApiKey'],
    2,
    'invalid-assignment',
    'Expected an assignment such as inferenceProvider=gateway, found no equals sign.',
    'Write NAME=VALUE, or NAME= to unset it.',
  ],
  [
    ['completion', 'bsh'],
    2,
    'argument-invalid',
    'Expected SHELL to be bash, zsh, fish or powershell, found "bsh".',
    'Did you mean "bash"?',
  ],
  [
    ['completion'],
    2,
    'argument-missing',
    'Expected SHELL (shell that reads the script), found nothing.',
    'Usage: cowork-mdm completion SHELL',
  ],
  [
    ['-x'],
    2,
    'unknown-option',
    'Expected an option of "cowork-mdm", found "-x".',
    'See "cowork-mdm --help" for what there is.',
  ],
  [
    ['schema', 'versions', '--no-color=1'],
    2,
    'option-value-unexpected',
    'Expected --no-color without a value, found "1".',
    'Write --no-color alone.',
  ],
  [
    ['schema', 'extract', 'a', '--out'],
    2,
    'option-value-missing',
    'Expected FILE after --out, found nothing.',
    'Write --out FILE.',
  ],
  [
    ['schema', 'extract', 'a', '--out', '--facts-only'],
    2,
    'option-value-missing',
    'Expected FILE after --out, found "--facts-only".',
    'Write --out=--facts-only if that is the value.',
  ],
  [
    ['schema', 'extract', 'a', '--out', 'x', '--out', 'y'],
    2,
    'option-repeated',
    'Expected --out once, found it 2 times.',
    'Keep the one that is meant.',
  ],
  [
    ['schema', 'list', '--scope', '3p-boot'],
    2,
    'option-value-invalid',
    'Expected --scope to be 1p, 3p or 3p-bootstrap, found "3p-boot".',
    'Write one of these words, or leave --scope out.',
  ],
  [
    ['schema', 'list', '--schema', 'newer.json', '--provider', 'bedrok'],
    2,
    'option-value-invalid',
    'Expected --provider to be one of bedrock (app 1.20000.0), found "bedrok".',
    'Did you mean "bedrock"?',
  ],
  [
    ['schema', 'list', '--schema', 'newer.json', '--category', 'zzz'],
    2,
    'option-value-invalid',
    'Expected --category to be one of appearance, connection, connectors, limits, sandbox, telemetry (app 1.20000.0), found "zzz".',
    'Leave --category out to see every setting.',
  ],
  [
    ['schema', 'list', '--since', 'abc'],
    2,
    'bad-version',
    'Expected a version such as 1.28929.0, found "abc".',
    'Write the version as the app shows it: numbers with dots between them.',
  ],
  [
    ['schema', 'show'],
    2,
    'argument-missing',
    'Expected KEY (name of a setting), found nothing.',
    'Usage: cowork-mdm schema show KEY',
  ],
  [
    ['schema', 'diff', 'older.json', ''],
    2,
    'argument-missing',
    'Expected B (REF of the newer schema), found an empty text.',
    'Usage: cowork-mdm schema diff A B',
  ],
  [
    ['schema', 'versions', 'x'],
    2,
    'argument-unexpected',
    'Expected no argument for "cowork-mdm schema versions", found "x" too.',
    'Usage: cowork-mdm schema versions',
  ],
  [
    ['schema', 'show', 'sampleServer', '--schema', 'newer.json'],
    2,
    'unknown-key',
    'Expected a setting of app 1.20000.0, found "sampleServer".',
    'Did you mean "sampleServers"?',
  ],
  [
    ['schema', 'show', 'zzz', '--schema', 'newer.json'],
    2,
    'unknown-key',
    'Expected a setting of app 1.20000.0, found "zzz".',
    'See "cowork-mdm schema list --schema newer.json" for what there is.',
  ],
  [
    ['schema', 'diff', '1.28928.0', 'newer.json'],
    2,
    'unknown-version',
    'Expected a pinned version, a schema document or an app, found "1.28928.0": no pinned version and no file of that name.',
    'Did you mean "1.28929.0"?',
  ],
  [
    ['schema', 'list', '--schema', 'newer.jsn'],
    2,
    'unknown-version',
    'Expected a pinned version, a schema document or an app, found "newer.jsn": no pinned version and no file of that name.',
    `Check the path, or name a pinned version: ${KNOWN}.`,
  ],
  [
    ['schema', '--foo'],
    2,
    'unknown-option',
    'Expected an option of "cowork-mdm schema", found "--foo".',
    'See "cowork-mdm schema --help" for what there is.',
  ],
  [
    ['schema', '--provider', 'x'],
    2,
    'missing-command',
    'Expected a command after "cowork-mdm schema": extract, list, show, diff, export or versions.',
    'See "cowork-mdm schema --help" for what they do.',
  ],
  [
    ['schema', 'diff', 'newer.json', 'invalid.json', '--exit-code'],
    2,
    'invalid-document',
    'invalid.json: Expected a list at /keys, found "none".',
    'Write documents with `cowork-mdm schema extract`, or correct the places named.',
  ],
  [
    ['schema', 'diff', '--exit-code', 'newer.json', 'broken'],
    2,
    'not-an-asar',
    'Expected an asar archive at broken, found a file that does not begin like one.',
    'Give the app itself, its resources/app.asar, an unpacked folder or a .js file.',
  ],
  [
    ['schema', 'extract', 'absent', '--out', 'nodir/'],
    2,
    'folder-missing',
    'Expected a folder nodir/ for the file to write, found no such folder.',
    'Create the folder first, or name a file in an existing one. Nothing was read or written.',
  ],
  [
    ['schema', 'extract', 'absent', '--out', 'n'.repeat(300)],
    2,
    'name-too-long',
    `Cannot write ${'n'.repeat(300)}: the name is too long for the file system.`,
    'Use a shorter name.',
  ],
  [
    ['schema', 'extract', 'absent', '--out', '/dev/null'],
    2,
    'not-a-file',
    'Expected a file to write, found /dev/null, which is a device or a pipe.',
    'Name a regular file, or leave --out out and redirect stdout. Nothing was read or written.',
  ],
  [
    ['schema', 'list', '--schema', 'absent.json'],
    2,
    'file-missing',
    'Expected a schema document or an app at absent.json, found nothing there.',
    `Check the path, or name a pinned version: ${KNOWN}.`,
  ],
  [
    ['schema', 'extract', 'absent'],
    2,
    'unreadable-path',
    'Expected an app at absent, found nothing there.',
    'Give the path of Claude.app, of an install folder, an app.asar, an unpacked folder or a .js file.',
  ],
  [
    ['schema', 'extract', 'broken'],
    1,
    'not-an-asar',
    'Expected an asar archive at broken, found a file that does not begin like one.',
    'Give the app itself, its resources/app.asar, an unpacked folder or a .js file.',
  ],
  [
    ['schema', 'extract', 'folder'],
    2,
    'not-a-bundle',
    'Expected an app at folder, found a folder without app.asar and without scripts.',
    'Give Claude.app, the folder the app is installed in, its resources/app.asar or an unpacked copy of that.',
  ],
  [
    ['schema', 'extract', 'absent', '--out', join('missing', 'out.json')],
    2,
    'folder-missing',
    `Expected a folder missing to write ${join('missing', 'out.json')} into, found no such folder.`,
    'Create the folder first, or name a file in an existing one. Nothing was read or written.',
  ],
  [
    ['schema', 'extract', 'absent', '--out', join('newer.json', 'out.json')],
    2,
    'folder-missing',
    `Expected a folder newer.json to write ${join('newer.json', 'out.json')} into, found a file in its place.`,
    'Create the folder first, or name a file in an existing one. Nothing was read or written.',
  ],
  [
    ['schema', 'extract', 'absent', '--out', 'folder'],
    2,
    'is-a-folder',
    'Expected a file to write, found the folder folder.',
    'Name a file inside it. Nothing was read or written.',
  ],
  [
    ['schema', 'extract', 'broken', '--out', join('folder', '..', 'broken')],
    2,
    'output-is-input',
    `Expected --out to name another file than the input, found ${join('folder', '..', 'broken')} for both.`,
    'Name another file. Nothing was read or written.',
  ],
  [
    ['schema', 'list', '--schema', 'empty.json'],
    1,
    'not-json',
    'empty.json: Expected a schema document, found text that is not JSON: Unexpected end of JSON input',
    'Name a file written by `cowork-mdm schema extract`.',
  ],
  [
    ['schema', 'diff', 'newer.json', 'future.json'],
    1,
    'newer-format',
    'future.json: Expected a schema document of format version 1, found version 2.',
    'Update cowork-mdm: the document was written by a later one.',
  ],
  [
    ['schema', 'diff', 'invalid.json', 'newer.json'],
    1,
    'invalid-document',
    'invalid.json: Expected a list at /keys, found "none".',
    'Write documents with `cowork-mdm schema extract`, or correct the places named.',
  ],
]

let folder: string
const files = {
  broken: 'this is no archive at all',
  'empty.json': '',
  'future.json': '{ "formatVersion": 2 }',
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cowork-mdm-errors-'))
  const newer = await readFile(new URL('fixtures/newer.json', import.meta.url), 'utf8')
  const invalid = JSON.stringify({ ...(JSON.parse(newer) as object), keys: 'none' })
  await mkdir(join(folder, 'folder'))
  for (const [name, text] of Object.entries({
    ...files,
    'newer.json': newer,
    'older.json': newer,
    'invalid.json': invalid,
  })) {
    await writeFile(join(folder, name), text)
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.each(CASES)('%j', async (args, exitCode, code, message, hint) => {
  const before = await readdir(folder, { recursive: true })
  expect(await runCli(args, { cwd: folder })).toEqual({
    exitCode,
    stdout: '',
    stderr: `Error: ${message}\nHint: ${hint}\n`,
  })
  const { stderr, ...rest } = await runCli([...args, '--json'], { cwd: folder })
  expect(rest).toEqual({ exitCode, stdout: '' })
  // `--out` in the last place takes `--json` for its value, which is another error.
  if (args.at(-1) !== '--out') expect(JSON.parse(stderr)).toEqual({ error: { code, message, hint } })
  expect(await readdir(folder, { recursive: true })).toEqual(before)
})

test('Markdown and JSON at once are refused', async () => {
  const { exitCode, stderr } = await runCli(['schema', 'diff', 'absent', 'absent', '--markdown', '--json'])
  expect(exitCode).toBe(2)
  expect(JSON.parse(stderr)).toEqual({
    error: {
      code: 'option-conflict',
      message: 'Expected --markdown or --json, found both.',
      hint: 'Leave one of them out.',
    },
  })
})

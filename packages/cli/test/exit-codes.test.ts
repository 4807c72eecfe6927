import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CoworkError } from '@cowork-mdm/machine'
import { expect, test } from 'vitest'
import { describeFailure } from '../src/errors/describe-failure.js'
import { exitCodeOf, failureBesideAnswer } from '../src/errors/exit-codes.js'
import { giveAway, runUnprivileged } from './support/run-unprivileged.js'

const plain = { interactive: false, columns: undefined, colours: false }

test.each([
  ['unknown-command', 2],
  ['unreadable-path', 2],
  ['no-schema', 1],
  ['damaged-asar', 1],
  ['invalid-document', 1],
  ['permission-denied', 3],
  ['a-code-of-tomorrow', 1],
  ['constructor', 1],
])('%s ends with %i', (code, exitCode) => {
  expect(exitCodeOf({ code })).toBe(exitCode)
})

test.each(['EACCES', 'EPERM', 'EROFS'])('%s anywhere among the causes is a denied permission', (code) => {
  const denied = Object.assign(new Error('denied'), { code })
  const wrapped = new Error('wrapped', { cause: denied })
  expect(exitCodeOf(new CoworkError('unreadable-path', 'Expected to read x.', { cause: denied }))).toBe(3)
  expect(exitCodeOf(new CoworkError('write-failed', 'Expected to write x.', { cause: wrapped }))).toBe(3)
})

test.each([
  ['no-schema', 2],
  ['not-json', 2],
  ['a-code-of-tomorrow', 2],
  ['unknown-version', 2],
  ['output-failed', 5],
  ['disk-full', 5],
  ['permission-denied', 3],
])('where 1 is an answer, %s ends with %i', (code, exitCode) => {
  expect(failureBesideAnswer(code, exitCodeOf({ code }))).toBe(exitCode)
})

test.skipIf(process.platform === 'win32')('an unreadable app ends with 3', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cowork-mdm-denied-'))
  await writeFile(join(folder, 'app.asar'), '')
  await giveAway(join(folder, 'app.asar'), 0)
  await giveAway(folder, 0o700)
  const { exitCode, stdout, stderr } = await runUnprivileged(['schema', 'extract', 'app.asar'], folder)
  await rm(folder, { recursive: true })
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
  expect(stderr).toContain('but this user may not')
})

test('a bug keeps its stack, and ends with 5', () => {
  const { text, exitCode } = describeFailure(new TypeError('boom'), { json: false, terminal: plain })
  expect(exitCode).toBe(5)
  expect(text).toMatch(/^TypeError: boom\n {4}at [^]*\nError: Unexpected error: boom\nHint: This is a bug [^\n]*\n$/)
})

test('with --json a bug has the form of every error', () => {
  const { text, exitCode } = describeFailure('boom', { json: true, terminal: plain })
  expect(exitCode).toBe(5)
  expect(JSON.parse(text)).toEqual({
    error: {
      code: 'internal',
      message: 'Unexpected error: boom',
      hint: 'This is a bug of cowork-mdm. Please report it with the command and the lines above.',
    },
  })
})

test('on a terminal an error is wrapped at spaces, and a path stays whole', () => {
  const path = `/tmp/${'long'.repeat(10)}`
  const error = new CoworkError('no-schema', `Expected a schema in ${path}, found none of the words.`)
  const terminal = { interactive: true, columns: 30, colours: false }
  expect(describeFailure(error, { json: false, terminal }).text).toBe(
    `Error: Expected a schema in\n${path},\nfound none of the words.\n`,
  )
})

test('an error from a file cannot move the cursor or colour the terminal', () => {
  const error = new CoworkError('no-schema', 'found \u001b[2J\u0007 in it', { hint: 'line\nbreak' })
  expect(describeFailure(error, { json: false, terminal: plain }).text).toBe(
    'Error: found \\u001b[2J\\u0007 in it\nHint: line break\n',
  )
})

const DENIED_HINT = 'Hint: Run the command as a user who may, or name a file elsewhere. Nothing was read or written.\n'

test.skipIf(process.platform === 'win32')(
  'a folder that is closed to this user is refused before the work begins',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cowork-mdm-closed-'))
    await giveAway(folder, 0o500)
    const result = await runUnprivileged(['schema', 'extract', 'absent', '--out', 'out.json'], folder)
    await rm(folder, { recursive: true })
    expect(result).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: `Error: Expected to be allowed to write in the current folder, found that it is not.\n${DENIED_HINT}`,
    })
  },
)

test.skipIf(process.platform === 'win32')(
  'a file that is closed to this user is refused, though its folder is open',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cowork-mdm-closed-'))
    await writeFile(join(folder, 'out.json'), 'kept')
    await giveAway(join(folder, 'out.json'), 0o444)
    await giveAway(folder, 0o700)
    const result = await runUnprivileged(['schema', 'extract', 'absent', '--out', 'out.json'], folder)
    const text = await readFile(join(folder, 'out.json'), 'utf8')
    await rm(folder, { recursive: true })
    expect({ ...result, text }).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: `Error: Expected to be allowed to write out.json, found that it is not.\n${DENIED_HINT}`,
      text: 'kept',
    })
  },
)

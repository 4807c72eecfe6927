import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withinFolder } from '../src/files/within-folder.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { programOf } from './unprivileged.js'

test('does something in a folder, and is back afterwards whatever happens', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'a/b'), { recursive: true })
  writeFileSync(join(folder, 'a/b/file'), 'found')
  const before = process.cwd()
  expect(withinFolder(join(folder, 'a/b'), () => readFileSync('file', 'utf8'))).toBe('found')
  expect(process.cwd()).toBe(before)
  const fail = () => withinFolder(folder, () => readFileSync('none'))
  expect(fail).toThrow('ENOENT')
  expect(process.cwd()).toBe(before)
})

test.each([
  ['a link', 'link'],
  ['a link on the way', 'link/b'],
  ['a file', 'a/file'],
  ['nothing', 'none/b'],
])('does nothing where there is %s', (_, name) => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'a/b'), { recursive: true })
  writeFileSync(join(folder, 'a/file'), '')
  symlinkSync('a', join(folder, 'link'))
  const before = process.cwd()
  expect(withinFolder(join(folder, name), () => expect.unreachable())).toBeUndefined()
  expect(process.cwd()).toBe(before)
})

test.skipIf(process.platform === 'win32')('works where the current folder has been removed', () => {
  const folder = temporaryFolder()
  const gone = join(folder, 'gone')
  mkdirSync(gone)
  const script = programOf(`
    import { rmdirSync } from 'node:fs'
    import { withinFolder } from './files/within-folder.js'
    rmdirSync(process.cwd())
    console.log(withinFolder(${JSON.stringify(folder)}, () => process.cwd() === ${JSON.stringify(folder)}))`)
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: gone, encoding: 'utf8' })).toBe(
    'true\n',
  )
})

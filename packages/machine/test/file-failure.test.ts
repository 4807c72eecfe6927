import { expect, test } from 'vitest'
import { fileFailure } from '../src/file-failure.js'

const systemError = (code: string) => Object.assign(new Error(code), { code, syscall: 'open' })

test.each([
  ['ENOENT', 'folder-missing', 'Cannot write out/a.json: the folder out does not exist.'],
  ['ENOTDIR', 'not-a-folder', 'Cannot write out/a.json: a part of the path is a file where a folder is needed.'],
  ['EISDIR', 'is-a-folder', 'Cannot write out/a.json: it is a folder, not a file.'],
  ['EACCES', 'permission-denied', 'Cannot write out/a.json: permission was denied.'],
  ['EPERM', 'permission-denied', 'Cannot write out/a.json: permission was denied.'],
  ['EROFS', 'permission-denied', 'Cannot write out/a.json: the file system is read-only.'],
  ['ENOSPC', 'disk-full', 'Cannot write out/a.json: no space is left.'],
  ['ELOOP', 'link-loop', 'Cannot write out/a.json: its symbolic links lead in a circle.'],
  ['ENAMETOOLONG', 'name-too-long', 'Cannot write out/a.json: the name is too long for the file system.'],
  ['EIO', 'write-failed', 'Cannot write out/a.json: the system reported EIO.'],
])('%s on writing is %s', (errno, code, message) => {
  const cause = systemError(errno)
  expect(fileFailure('write', 'out/a.json', cause)).toMatchObject({
    code,
    message,
    cause,
    hint: expect.stringMatching(/\.$/),
  })
})

test('a missing folder has a name in a sentence', () => {
  const { message } = fileFailure('write', 'a.json', systemError('ENOENT')) as Error
  expect(message).toBe('Cannot write a.json: the current folder does not exist.')
})

test('a missing file on reading is no missing folder', () => {
  expect(fileFailure('read', 'out/a.json', systemError('ENOENT'))).toMatchObject({ code: 'file-missing' })
})

test('what is no system error stays what it is', () => {
  const bug = new TypeError('bug')
  expect(fileFailure('write', 'a', bug)).toBe(bug)
})

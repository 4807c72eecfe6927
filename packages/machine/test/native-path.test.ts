import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatNativePath, parseLinkTarget, parseNativePath, pathKey } from '../src/paths/native-path.js'

test.each([
  ['darwin', '/Library/Managed Preferences/', '/', ['Library', 'Managed Preferences']],
  ['linux', '//etc/./x', '/', ['etc', 'x']],
  ['linux', '/', '/', []],
  ['linux', '/a\\b:c. ', '/', ['a\\b:c. ']],
  ['win32', 'C:\\ProgramData\\x', 'C:\\', ['ProgramData', 'x']],
  ['win32', 'c:/Users//ann\\.\\x', 'C:\\', ['Users', 'ann', 'x']],
  ['win32', 'D:\\', 'D:\\', []],
  ['win32', 'C:\\console\\com\\com10\\auxiliary.txt', 'C:\\', ['console', 'com', 'com10', 'auxiliary.txt']],
] as const)('%s %s', (platform, path, top, names) => {
  expect(parseNativePath(platform, path)).toEqual({ top, names })
})

test.each([
  ['darwin', ''],
  ['darwin', 'Library/x'],
  ['darwin', '~/x'],
  ['darwin', '/a/../b'],
  ['linux', '/a\0b'],
  ['linux', 'C:\\x'],
  ['win32', '/etc/x'],
  ['win32', '\\Windows'],
  ['win32', 'C:'],
  ['win32', 'C:x'],
  ['win32', '\\\\server\\share\\x'],
  ['win32', '//server/share/x'],
  ['win32', '\\\\?\\C:\\x'],
  ['win32', '\\\\.\\pipe\\x'],
  ['win32', '\\??\\C:\\x'],
  ['win32', 'C:\\a\\..\\b'],
  ['win32', 'C:\\a/../b'],
  ['win32', 'C:\\x\\NUL'],
  ['win32', 'C:\\nul.txt'],
  ['win32', 'C:\\NUL .txt'],
  ['win32', 'C:\\com1\\x'],
  ['win32', 'C:\\COM¹.log'],
  ['win32', 'C:\\lpt9'],
  ['win32', 'C:\\CONIN$'],
  ['win32', 'C:\\a.'],
  ['win32', 'C:\\a \\b'],
  ['win32', 'C:\\...\\b'],
  ['win32', 'C:\\a:stream'],
  ['win32', 'C:\\a\0'],
  ['win32', 'C:\\a\tb'],
  ['win32', 'C:\\a*'],
  ['win32', 'C:\\C:\\a'],
] as const)('%s refuses %j', (platform, path) => {
  expect(() => parseNativePath(platform, path)).toThrow(
    expect.objectContaining({ code: 'bad-path', message: expect.stringContaining(JSON.stringify(path)) }),
  )
})

test('what is parsed is written the same, and parsed again', () => {
  const platform = fc.constantFrom('darwin', 'linux', 'win32')
  fc.assert(
    fc.property(platform, fc.array(fc.stringMatching(/^[\w-]{1,9}$/)), (system, names) => {
      const path = formatNativePath(system, { top: system === 'win32' ? 'C:\\' : '/', names })
      const accepted = system !== 'win32' || !names.some((name) => /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(name))
      fc.pre(accepted)
      expect(parseNativePath(system, path)).toEqual({ top: system === 'win32' ? 'C:\\' : '/', names })
    }),
  )
})

test('links may climb and may be relative, and name no other machine', () => {
  expect(parseLinkTarget('linux', '../x/./y')).toEqual({ top: undefined, names: ['..', 'x', 'y'] })
  expect(parseLinkTarget('linux', '/a/../b')).toEqual({ top: '/', names: ['a', '..', 'b'] })
  expect(parseLinkTarget('win32', 'C:\\a\\..\\b\\')).toEqual({ top: 'C:\\', names: ['a', '..', 'b'] })
  expect(parseLinkTarget('win32', '..\\b')).toEqual({ top: undefined, names: ['..', 'b'] })
  for (const target of ['\\\\server\\share', '\\x', 'C:x', '', 'Volume{1}?']) {
    expect(() => parseLinkTarget('win32', target)).toThrow(expect.objectContaining({ code: 'bad-path' }))
  }
  expect(() => parseLinkTarget('linux', '')).toThrow(expect.objectContaining({ code: 'bad-path' }))
})

test('keys ignore what the system ignores', () => {
  expect(pathKey('win32', 'C:\\Users\\Ann')).toBe(pathKey('win32', 'C:\\USERS\\ann'))
  expect(pathKey('darwin', '/Users/José')).toBe(pathKey('darwin', '/users/jose\u0301'))
  expect(pathKey('win32', 'C:\\José')).not.toBe(pathKey('win32', 'C:\\jose\u0301'))
  expect(pathKey('linux', '/A')).not.toBe(pathKey('linux', '/a'))
})

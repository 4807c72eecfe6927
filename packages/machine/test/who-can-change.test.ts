import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localHost, whoCanChange, whoCanChangeEach, whoMayWrite } from '../src/index.js'
import { accessLists } from '../src/access/access-lists.js'
import { macListWriters, posixWriters } from '../src/access/posix-writers.js'
import { windowsWriters } from '../src/access/windows-writers.js'
import { simulatedMachine } from './simulated-machine.js'
import { isRoot, lay } from './superuser.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'

const ann = 'S-1-5-21-1004336348-1177238915-682003330-1001'
const installer = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'
// As Windows 11 has them.
const programFiles = `O:${installer}G:${installer}D:PAI(A;;0x1301bf;;;SY)(A;OICIIO;GA;;;SY)(A;;0x1301bf;;;BA)(A;OICIIO;GA;;;BA)(A;;0x1200a9;;;BU)(A;OICIIO;GXGR;;;BU)(A;OICIIO;GA;;;CO)(A;;FA;;;${installer})(A;CIIO;GA;;;${installer})(A;;0x1200a9;;;AC)(A;OICIIO;GXGR;;;AC)`
const programData = `O:SYG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICIIO;GA;;;CO)(A;OICI;0x1200a9;;;BU)(A;CI;DCLCRPCR;;;BU)`
const drive = `O:${installer}G:${installer}D:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)(A;OICIIO;SDGXGWGR;;;AU)(A;;LC;;;AU)S:AI(AU;OICISAFA;FA;;;WD)`

test.each([
  ['Program Files', programFiles, false, []],
  ['Program Files, as a folder above', programFiles, true, []],
  ['ProgramData, to which users may add', programData, false, ['Users']],
  ['ProgramData, from which they may not take', programData, true, []],
  ['a drive, to which users may add', drive, false, ['Authenticated Users']],
  ['a drive, from which they may not take', drive, true, []],
  ['a home', `O:${ann}G:BUD:(A;OICI;FA;;;${ann})(A;OICI;FA;;;SY)`, true, [ann]],
  ['what a user owns and has no right to', `O:${ann}D:(A;;FA;;;SY)`, true, [ann]],
  ['full control for all', 'O:BAD:(A;;FA;;;WD)', true, ['everyone']],
  ['changing for interactive users', 'O:BAD:(A;;0x1301bf;;;IU)', true, ['Interactive Users']],
  ['an entry with a condition', 'O:BAD:(XA;;FA;;;BU;(@User.Title == "x"))', true, ['Users']],
  ['the right to give rights', 'O:BAD:(A;;WD;;;BU)(A;;WO;;;S-1-5-11)', true, ['Users', 'Authenticated Users']],
  ['rights to what will be in it only', 'O:BAD:(A;OICIIO;FA;;;BU)', false, []],
  ['denied rights', 'O:BAD:(D;;FA;;;BU)', false, []],
  ['no list', 'O:BAG:BA', true, ['everyone']],
  ['a null list', 'O:BAD:NO_ACCESS_CONTROL', true, ['everyone']],
  ['an empty list', 'O:BAD:', false, []],
] as const)('Windows: %s', (_, sddl, exchange, who) => {
  expect(windowsWriters(sddl, exchange)).toEqual(who)
})

test('Windows: no text makes it fail', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('O:', 'D:', 'S:', '(', ')', ';', 'A', 'FA', 'BU', '0x', ann) }),
      (sddl) => {
        expect(windowsWriters(sddl, false)).toBeInstanceOf(Array)
      },
    ),
  )
})

test.each([
  ['linux', { mode: 0o755, uid: 0, gid: 0 }, false, []],
  ['linux', { mode: 0o755, uid: 1000, gid: 0 }, true, ['user 1000']],
  ['linux', { mode: 0o775, uid: 0, gid: 0 }, true, []],
  ['linux', { mode: 0o775, uid: 0, gid: 80 }, true, ['group 80']],
  ['darwin', { mode: 0o775, uid: 0, gid: 80 }, true, []],
  ['darwin', { mode: 0o777, uid: 0, gid: 20 }, false, ['group 20', 'everyone']],
  ['linux', { mode: 0o1777, uid: 0, gid: 0 }, true, []],
  ['linux', { mode: 0o1777, uid: 0, gid: 0 }, false, ['everyone']],
] as const)('%s: permission bits %j', (platform, access, exchange, who) => {
  const facts = { type: 'folder', size: 0, modified: new Date(0), ...access } as const
  expect(posixWriters(platform, facts, exchange)).toEqual(who)
})

test('by owner and bits alone: nobody where there are none, and of a link nothing', () => {
  const facts = { type: 'file', size: 0, modified: new Date(0) } as const
  expect(whoMayWrite({ platform: 'darwin' }, { ...facts, mode: 0o666, uid: 501, gid: 20 })).toEqual([
    'user 501',
    'group 20',
    'everyone',
  ])
  expect(whoMayWrite({ platform: 'win32' }, facts)).toEqual([])
  expect(whoMayWrite({ platform: 'linux' }, { ...facts, type: 'link', mode: 0o777, uid: 501, gid: 20 })).toEqual([])
})

const macList = ` 0: group:everyone deny delete
 1: user:ann allow list,add_file,search
 2: group:staff inherited allow read,write,append
 3: group:admin allow delete_child
 4: user:bob allow read,execute
 5: group:everyone allow writesecurity
`

test('a Mac’s access list', () => {
  expect(macListWriters(macList)).toEqual(['user ann', 'group staff', 'everyone'])
  expect(macListWriters('')).toEqual([])
})

test('access lists come from the system’s own tools, whatever a path is called', async () => {
  const asked: (readonly string[])[] = []
  const answering =
    (...outputs: string[]) =>
    async (command: string, args: readonly string[]) => {
      asked.push([command, ...args])
      return {
        exitCode: outputs.length > 0 ? 0 : 1,
        stdout: Buffer.from(outputs.shift() ?? ''),
        stderr: Buffer.alloc(0),
      }
    }
  const head = 'drwxr-xr-x+ 5 root  wheel  160 Oct  2 10:00 /a\n'
  expect(
    await accessLists({ platform: 'darwin', env: {}, run: answering(head + macList, head) }, ['/a', '/b']),
  ).toEqual([macList, ''])
  expect(await accessLists({ platform: 'darwin', env: {}, run: answering() }, ['/a'])).toEqual([undefined])
  const windows = { platform: 'win32', env: { SYSTEMROOT: 'C:\\WINDOWS' } } as const
  const paths = ["C:\\it's", 'C:\\‘x’; rm']
  expect(await accessLists({ ...windows, run: answering(`${drive}\r\n${programData}\r\n`) }, paths)).toEqual([
    drive,
    programData,
  ])
  // One that cannot be looked at does not hide the others.
  expect(await accessLists({ ...windows, run: answering(`-\r\n${drive}\r\n`) }, paths)).toEqual([undefined, drive])
  expect(await accessLists({ ...windows, run: answering(`${drive}\r\n`) }, paths)).toEqual([undefined, undefined])
  expect(await accessLists({ ...windows, run: answering() }, paths)).toEqual([undefined, undefined])
  expect(await accessLists({ platform: 'linux', env: {}, run: answering() }, ['/a'])).toEqual([''])
  expect(asked.at(-1)!.at(-1)).toBe(
    `$ErrorActionPreference = 'Stop'; foreach ($path in 'C:\\it''s', 'C:\\‘‘x’’; rm') { try { (Get-Acl -LiteralPath $path).Sddl } catch { '-' } }`,
  )
})

test('PowerShell is started for many paths at once, and not for more than a command line holds', async () => {
  const paths = Array.from({ length: 130 }, (_, index) => `C:\\p${index}`)
  const calls: number[] = []
  const run = (_: string, args: readonly string[]) => {
    const asked = args.at(-1)!.match(/'C:\\p\d+'/g)!
    calls.push(asked.length)
    const stdout = Buffer.from(asked.map((path) => `O:BAD:${path}\r\n`).join(''))
    return Promise.resolve({ exitCode: 0, stdout, stderr: Buffer.alloc(0) })
  }
  const lists = await accessLists({ platform: 'win32', env: {}, run }, paths)
  expect(lists).toEqual(paths.map((path) => `O:BAD:'${path}'`))
  expect(calls).toEqual([64, 64, 2])
})

test('many paths: each place is asked for once, and one that leads in a circle spoils no other', async () => {
  const mac = await simulatedMachine({
    disk: { 'opt/a/x': '', 'opt/b/x': '' },
    facts: {
      platform: 'darwin',
      users: [],
      files: { '/opt/loop': { link: '/opt/loop' }, '/opt/b': { mode: '0777' }, '/opt/a/x': { mode: '0666' } },
    },
  })
  const asked: string[] = []
  const host = {
    ...mac,
    accessLists: (paths: readonly string[]) => {
      asked.push(...paths)
      return mac.accessLists(paths)
    },
  }
  expect(await whoCanChangeEach(host, ['/opt/a/x', '/opt/loop', '/opt/b/x', '/none'])).toEqual([
    [{ path: '/opt/a/x', who: ['everyone'] }],
    undefined,
    [{ path: '/opt/b', who: ['everyone'] }],
    undefined,
  ])
  expect(asked.sort()).toEqual(['/', '/opt', '/opt/a', '/opt/a/x', '/opt/b', '/opt/b/x'])
})

describe('on a machine', () => {
  test('that is well kept, nobody can change what is not in a home', async () => {
    const disk = { 'C/Program Files/Claude/org-plugins/p': '', 'C/Users/ann/x': '' }
    const users = [{ name: 'ann', home: 'C:\\Users\\ann', sid: ann }]
    const windows = await simulatedMachine({ disk, facts: { platform: 'win32', users } })
    expect(await whoCanChange(windows, 'C:\\Program Files\\Claude\\org-plugins')).toEqual([])
    expect(await whoCanChange(windows, 'C:\\Users\\ann\\x')).toEqual([
      { path: 'C:\\Users\\ann', who: [ann] },
      { path: 'C:\\Users\\ann\\x', who: [ann] },
    ])
    expect(await whoCanChange(windows, 'C:\\none')).toBeUndefined()
  })

  test('where others can write, each place is named, on both sides of a link', async () => {
    const mac = await simulatedMachine({
      disk: { 'opt/tools/helper': '', 'usr/local/bin/x': '' },
      facts: {
        platform: 'darwin',
        users: [],
        files: {
          '/usr/local/bin/helper': { link: '/opt/tools/helper' },
          '/usr/local/bin': { uid: 501 },
          '/opt/tools': { mode: '0777' },
          '/opt': { list: ' 0: group:staff allow delete_child\n' },
          '/': { mode: '1777' },
        },
      },
    })
    expect(await whoCanChange(mac, '/usr/local/bin/helper')).toEqual([
      { path: '/usr/local/bin', who: ['user 501'] },
      { path: '/opt', who: ['group staff'] },
      { path: '/opt/tools', who: ['everyone'] },
    ])
  })

  test('that is not running, it cannot be known on Windows', async () => {
    const windows = await simulatedMachine({ disk: { 'C/x': '' }, options: { platform: 'win32' } })
    expect(await whoCanChange(windows, 'C:\\x')).toBeUndefined()
  })

  test.runIf(isRoot && process.platform === 'linux')('for real', async () => {
    const root = temporaryFolder()
    lay(root, 'open/', 'open/in/', 'open/in/x', 'nobody:open/in/y')
    chmodSync(join(root, 'open'), 0o777)
    const open = { path: join(root, 'open'), who: ['everyone'] }
    expect(await whoCanChange(localHost(), join(root, 'open/in/x'))).toEqual([open])
    expect(await whoCanChange(localHost(), join(root, 'open/in/y'))).toEqual([
      open,
      { path: join(root, 'open/in/y'), who: ['user 65534'] },
    ])
  })
})

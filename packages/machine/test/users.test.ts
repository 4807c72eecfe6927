import { userInfo } from 'node:os'
import { expect, test } from 'vitest'
import { localHost } from '../src/index.js'
import { linuxUsers, parsePasswd } from '../src/users/linux-users.js'
import { parseProfileList, windowsUsers } from '../src/users/windows-users.js'
import { macUsers } from '../src/users/mac-users.js'
import { simulatedMachine } from './simulated-machine.js'

const PROFILE_LIST = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList'

/** REG_EXPAND_SZ as `reg export` writes it, 25 bytes a line. */
function expandable(text: string): string {
  const bytes = [...Buffer.from(`${text}\0`, 'utf16le')].map((byte) => byte.toString(16).padStart(2, '0'))
  return `hex(2):${bytes.join(',').replace(/((?:..,){25})/g, '$1\\\r\n  ')}`
}

const profiles = (homes: Record<string, string>) => {
  const sections = Object.entries(homes).map(
    ([sid, home]) =>
      `[${PROFILE_LIST}\\${sid}]\r\n"Flags"=dword:00000000\r\n"ProfileImagePath"=${home}\r\n"Sid"=hex:01,05\r\n\r\n`,
  )
  const top = `[${PROFILE_LIST}]\r\n"ProfilesDirectory"=${expandable('%SystemDrive%\\Users')}\r\n\r\n`
  return `\uFEFFWindows Registry Editor Version 5.00\r\n\r\n${top}${sections.join('')}`
}

const homes = {
  'S-1-5-18': expandable('%systemroot%\\system32\\config\\systemprofile'),
  'S-1-5-19': expandable('%systemroot%\\ServiceProfiles\\LocalService'),
  'S-1-5-21-1004336348-1177238915-682003330-1001': expandable('%SystemDrive%\\Users\\zoë'),
  'S-1-5-21-1004336348-1177238915-682003330-1001.bak': expandable('C:\\Users\\old'),
  'S-1-5-21-1004336348-1177238915-682003330-1002': '"C:\\\\Users\\\\ann"',
  'S-1-5-21-1004336348-1177238915-682003330-1003': expandable('\\\\server\\profiles\\roaming'),
  'S-1-12-1-1234567890-1234567890-1234567890-1234567890': expandable('C:\\Users\\王小明'),
  'S-1-5-82-1-2-3-4-5': expandable('C:\\inetpub\\temp'),
}
const people = [
  { name: 'ann', home: 'C:\\Users\\ann', sid: 'S-1-5-21-1004336348-1177238915-682003330-1002' },
  { name: 'zoë', home: 'C:\\Users\\zoë', sid: 'S-1-5-21-1004336348-1177238915-682003330-1001' },
  { name: '王小明', home: 'C:\\Users\\王小明', sid: 'S-1-12-1-1234567890-1234567890-1234567890-1234567890' },
]

test('people of Windows are the accounts in its list of profiles, whatever their letters', () => {
  expect(parseProfileList(profiles(homes), { SYSTEMDRIVE: 'C:' })).toEqual(people)
})

test('damaged lists give nobody', () => {
  for (const text of [
    '',
    'Windows',
    profiles({ 'S-1-5-21-1': 'hex(2):zz' }),
    profiles({ 'S-1-5-21-1': 'dword:00000001' }),
  ]) {
    expect(parseProfileList(text, {})).toEqual([])
  }
})

test('the list is exported to a file that is removed again', async () => {
  const host = await simulatedMachine({
    facts: {
      platform: 'win32',
      env: { SystemRoot: 'C:\\WINDOWS', SystemDrive: 'C:' },
      commands: [
        {
          command: 'C:\\WINDOWS\\System32\\reg.exe',
          args: ['export', PROFILE_LIST.replace('HKEY_LOCAL_MACHINE', 'HKLM'), '{file}', '/y', '/reg:64'],
          writes: { file: { text: profiles(homes), encoding: 'utf16le' } },
        },
      ],
    },
  })
  expect(await windowsUsers(host)).toEqual(people)
  expect(await host.list('C:\\Windows\\Temp')).toEqual([])
})

test('people of a Mac own the folders in /Users', async () => {
  const host = await simulatedMachine({
    disk: {
      'Users/ann/x': '',
      'Users/bob/x': '',
      'Users/Shared/x': '',
      'Users/.localized': '',
      'Users/.hidden/x': '',
      'Users/Guest/x': '',
    },
    facts: {
      platform: 'darwin',
      files: {
        '/Users/ann': { uid: 501, gid: 20 },
        '/Users/bob': { uid: 502, gid: 20 },
        '/Users/Guest': { uid: 201 },
        '/Users/.hidden': { uid: 503 },
      },
    },
  })
  expect(await macUsers(host)).toEqual([
    { name: 'ann', home: '/Users/ann', uid: 501, gid: 20 },
    { name: 'bob', home: '/Users/bob', uid: 502, gid: 20 },
  ])
})

const passwd = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
zoe:x:1001:1001:Zoë,,,:/home/zoe:/bin/bash
ann:x:1000:100::/home/ann:/bin/sh
damaged:x:1002
+::::::
`

test('people of Linux are listed accounts, and owners of homes that are not listed', async () => {
  const host = await simulatedMachine({
    disk: { 'home/ann/x': '', 'home/CORP-eve/x': '', 'home/lost+found/x': '', 'home/file': '' },
    facts: {
      platform: 'linux',
      files: { '/home/ann': { uid: 1000 }, '/home/CORP-eve': { uid: 1_234_001_104 } },
      commands: [
        { command: 'getent', args: ['passwd'], stdout: passwd },
        {
          command: 'getent',
          args: ['passwd', '1234001104'],
          stdout: 'eve:*:1234001104:5:Eve:/home/CORP-eve:/bin/sh\n',
        },
        { command: 'getent', args: ['passwd', '0'], stdout: 'root:x:0:0:root:/root:/bin/bash\n' },
      ],
    },
  })
  expect(await linuxUsers(host)).toEqual([
    { name: 'ann', home: '/home/ann', uid: 1000, gid: 100 },
    { name: 'eve', home: '/home/CORP-eve', uid: 1_234_001_104, gid: 5 },
    { name: 'zoe', home: '/home/zoe', uid: 1001, gid: 1001 },
  ])
})

test('without getent, /etc/passwd tells', async () => {
  const host = await simulatedMachine({ disk: { 'etc/passwd': passwd }, facts: { platform: 'linux' } })
  expect((await linuxUsers(host)).map(({ name }) => name)).toEqual(['ann', 'zoe'])
})

test('damaged lines are no accounts', () => {
  expect(parsePasswd('a:x:-1:0::/h:/s\nb:x:1:2::h:/s\n\n:x:1:2::/h:/s\nc:x:1:2::/h')).toEqual([
    { name: 'c', home: '/h', uid: 1, gid: 2 },
  ])
})

test.runIf(process.platform === 'linux')('the people of this machine are among its accounts', async () => {
  const host = localHost()
  const users = await host.users()
  expect(await host.users()).toBe(users)
  const { uid, username, homedir } = userInfo()
  const me = users.find((user) => user.uid === uid)
  if (uid >= 1000 && uid !== 65534) expect(me).toMatchObject({ name: username, home: homedir })
  else expect(me).toBeUndefined()
})

import type { Host, HostUser } from '../host.js'

/** Below are services, above is nobody: the defaults of login.defs in every distribution. */
const FIRST_UID = 1000
const NOBODY = 65534

/**
 * People of a Linux machine: those that its account database lists, and those of directory services, which are seldom
 * listed, by the owners of the folders in `/home`.
 */
export async function linuxUsers(host: Pick<Host, 'run' | 'read' | 'list' | 'stat'>): Promise<HostUser[]> {
  const listed = parsePasswd(await passwdOf(host, []))
  const known = new Set(listed.map(({ uid }) => uid))
  for (const { name, type } of await host.list('/home').catch(() => [])) {
    const uid = type === 'folder' ? (await host.stat(`/home/${name}`))?.uid : undefined
    if (uid === undefined || known.has(uid)) continue
    known.add(uid)
    listed.push(...parsePasswd(await passwdOf(host, [String(uid)])))
  }
  return listed.filter(({ uid = 0 }) => uid >= FIRST_UID && uid !== NOBODY).sort(byName)
}

/** Accounts of a text in the form of `/etc/passwd`, one each line. */
export function parsePasswd(text: string): HostUser[] {
  return text.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = '', , home = ''] = line.split(':')
    if (name === '' || !/^\d+$/.test(uid) || !/^\d+$/.test(gid) || !home.startsWith('/')) return []
    return [{ name, home, uid: Number(uid), gid: Number(gid) }]
  })
}

async function passwdOf({ run, read }: Pick<Host, 'run' | 'read'>, keys: string[]): Promise<string> {
  // 2: a key was not found.
  const asked = await run('getent', ['passwd', ...keys]).catch(() => undefined)
  if (asked && (asked.exitCode === 0 || asked.exitCode === 2)) return asked.stdout.toString()
  const all = (await read('/etc/passwd').catch(() => Buffer.alloc(0))).toString()
  return keys.length === 0 ? all : ''
}

function byName(left: HostUser, right: HostUser): number {
  return left.name < right.name ? -1 : 1
}

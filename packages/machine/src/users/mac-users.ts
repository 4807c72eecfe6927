import type { Host, HostUser } from '../host.js'

/** Below are the system's own accounts. */
const FIRST_UID = 500

/** People of a Mac: the folders in `/Users`, which are named after the accounts that own them. */
export async function macUsers(host: Pick<Host, 'list' | 'stat'>): Promise<HostUser[]> {
  const users: HostUser[] = []
  for (const { name, type } of await host.list('/Users').catch(() => [])) {
    if (type !== 'folder' || name.startsWith('.')) continue
    const home = `/Users/${name}`
    const { uid = 0, gid = 0 } = (await host.stat(home)) ?? {}
    // Shared belongs to root; Guest has a home only while somebody uses it.
    if (uid > FIRST_UID) users.push({ name, home, uid, gid })
  }
  return users
}

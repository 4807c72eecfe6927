import type { Host, HostUser } from '../host.js'
import { linuxUsers } from './linux-users.js'
import { macUsers } from './mac-users.js'
import { windowsUsers } from './windows-users.js'

/** The people of a machine, as its own system tells. */
export async function usersOf(host: Host): Promise<HostUser[]> {
  switch (host.platform) {
    case 'darwin':
      return await macUsers(host)
    case 'win32':
      return await windowsUsers(host)
    case 'linux':
      return await linuxUsers(host)
  }
}

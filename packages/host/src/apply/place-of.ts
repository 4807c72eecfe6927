import { CoworkError, type Host, type HostUser } from '@cowork-mdm/machine'
import { pathFor } from '../paths/machine-path.js'
import { pathOf } from '../paths/paths.js'
import { chosenUser } from '../sources/current-user.js'
import { filePlace } from './file-place.js'
import type { ManagedPlace, Scope } from './managed-place.js'
import { registryPlace } from './registry-place.js'

export interface PlaceOptions {
  /** By default `device`. */
  scope?: Scope
  /**
   * Whose settings with the scope `user`: the short name of an account. By default, see `chosenUser`; on Windows always
   * who runs this, as HKCU is theirs.
   */
  user?: string
}

/**
 * The place for a scope on this machine.
 * @throws CoworkError `unsupported-platform`, `unknown-user`
 */
export async function placeOf(host: Host, { scope = 'device', user }: PlaceOptions): Promise<ManagedPlace> {
  const of = { platform: host.platform, scope }
  if (scope === 'device') {
    const path = pathOf(host.platform, 'managed-device')
    return host.platform === 'win32' ? registryPlace(host, { hive: 'HKLM', path }) : filePlace(host, { ...of, path })
  }
  switch (host.platform) {
    case 'linux':
      throw new CoworkError('unsupported-platform', 'Expected the scope device on Linux, found user.', {
        hint: 'The app reads no managed settings of single users there. Leave the scope out.',
      })
    case 'darwin': {
      const account = await macUser(host, user)
      return filePlace(host, { ...of, path: pathFor(pathOf('darwin', 'managed-user'), account), user: account.name })
    }
    case 'win32':
      return registryPlace(host, { hive: 'HKCU', path: pathOf('win32', 'managed-user'), user: windowsUser(host, user) })
  }
}

async function macUser(host: Host, name: string | undefined): Promise<HostUser> {
  const users = await host.users()
  const user = await chosenUser(host, users, name)
  if (user) return user
  const known = users.map((other) => other.name).join(', ') || 'nobody'
  throw new CoworkError('unknown-user', `Expected to know whose settings to change, found users ${known}.`, {
    hint: 'Name the user with --user.',
  })
}

/** With the domain, as two accounts of one name are two users. */
function windowsUser({ env }: Host, asked: string | undefined): string {
  const name = env['USERNAME'] ?? 'SYSTEM'
  const whole = env['USERDOMAIN'] === undefined ? name : `${env['USERDOMAIN']}\\${name}`
  if (asked === undefined || [name, whole].some((own) => own.toLowerCase() === asked.toLowerCase())) return whole
  throw new CoworkError('unknown-user', `Expected the user who runs this, ${whole}, found ${JSON.stringify(asked)}.`, {
    hint: 'HKCU is the hive of who runs this. Run the command as that user, elevated.',
  })
}

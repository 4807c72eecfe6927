import { CoworkError, type Host, type HostUser } from '@cowork-mdm/machine'
import { nearestName } from '@cowork-mdm/schema'

/** Expected failures of reading. */
export type ReadingErrorCode = 'unknown-user'

/**
 * Whose settings are looked at: the user of that name; else whoever runs this, or asked root to; else, on a Mac, whoever
 * sits at it; else the only user there is. Nothing where that cannot be told.
 * @throws CoworkError `unknown-user` where a name is given that nobody has
 */
export async function chosenUser(
  host: Host,
  users: readonly HostUser[],
  name: string | undefined,
): Promise<HostUser | undefined> {
  if (name !== undefined) return userNamed(host, users, name)
  return runningUser(host, users) ?? (await consoleUser(host, users)) ?? (users.length === 1 ? users[0] : undefined)
}

/** The user whose process this is, or who asked root for it. */
export function runningUser({ platform, env }: Host, users: readonly HostUser[]): HostUser | undefined {
  if (platform !== 'win32' && env['SUDO_USER'] !== undefined) return named(users, env['SUDO_USER'])
  const home = platform === 'win32' ? env['USERPROFILE']?.toLowerCase() : env['HOME']
  return users.find((user) => (platform === 'win32' ? user.home.toLowerCase() : user.home) === home)
}

async function consoleUser(host: Host, users: readonly HostUser[]): Promise<HostUser | undefined> {
  if (host.platform !== 'darwin') return undefined
  const { uid } = (await host.stat('/dev/console').catch(() => undefined)) ?? {}
  return uid === undefined ? undefined : users.find((user) => user.uid === uid)
}

function userNamed({ platform }: Host, users: readonly HostUser[], name: string): HostUser {
  const found = named(users, name) ?? (platform === 'linux' ? undefined : named(users, name, true))
  if (found) return found
  const nearest = nearestName(
    name,
    users.map((user) => user.name),
  )
  const others = users.map((user) => user.name).join(', ')
  throw new CoworkError('unknown-user', `Expected a user of this machine, found ${JSON.stringify(name)}.`, {
    hint: nearest === undefined ? `There are ${others || 'none'}.` : `Did you mean ${nearest}?`,
  })
}

function named(users: readonly HostUser[], name: string, anyCase = false): HostUser | undefined {
  return users.find((user) => (anyCase ? user.name.toLowerCase() === name.toLowerCase() : user.name === name))
}

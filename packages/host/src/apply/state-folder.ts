import { CoworkError, withLock, type Host } from '@cowork-mdm/machine'
import { pathOf } from '../paths/paths.js'

/** Folders of what is kept about changes: for administrators, as settings hold secrets. */
export interface StateFolder {
  journals: string
  backups: string
}

export function stateFolder({ platform }: Pick<Host, 'platform'>): StateFolder {
  return { journals: pathOf(platform, 'state'), backups: pathOf(platform, 'backups') }
}

/** @throws CoworkError `permission-denied`, with the command line to run instead */
export function requireAdministrator(host: Host, what: string, commandLine: string | undefined): void {
  if (host.administrator) return
  const how = host.platform === 'win32' ? 'in a terminal that was opened with "Run as administrator"' : 'as root'
  const command = commandLine === undefined ? '' : `: ${host.platform === 'win32' ? '' : 'sudo '}${commandLine}`
  throw new CoworkError('permission-denied', `Expected the rights of an administrator to ${what}, found none.`, {
    hint: `Run it ${how}${command}`,
  })
}

/** Does something while no other run changes settings of this machine. The folders are made where they are missing. */
export async function whileChanging<T>(host: Host, work: (folder: StateFolder) => Promise<T>): Promise<T> {
  const folder = stateFolder(host)
  for (const path of [folder.journals, folder.backups]) {
    await host.makeFolder(path, { mode: 0o700, owner: { uid: 0, gid: 0 } })
    await closeToOthers(host, path)
  }
  const separator = host.platform === 'win32' ? '\\' : '/'
  return await withLock(host, `${folder.journals}${separator}lock`, () => work(folder))
}

/** Well-known SIDs of SYSTEM and Administrators, as their names are localised. */
const ADMINISTRATORS = ['*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F']

/** What is made in Program Files can be read by everybody, and Windows has no permission bits. */
async function closeToOthers(host: Host, path: string): Promise<void> {
  if (host.platform !== 'win32') return
  const icacls = `${host.env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\icacls.exe`
  const { exitCode } = await host.run(icacls, [path, '/inheritance:r', '/grant:r', ...ADMINISTRATORS])
  if (exitCode === 0) return
  throw new CoworkError(
    'permission-denied',
    `Expected to close ${path} to others, but icacls ended with ${exitCode}.`,
    {
      hint: 'Run the command as an administrator.',
    },
  )
}

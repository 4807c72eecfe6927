import { CoworkError } from '../cowork-error.js'
import type { Host, HostUser } from '../host.js'
import { pathsOf } from '../paths/native-path.js'

const PROFILE_LIST = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList'

/** Accounts of a machine or domain, and of Entra ID; the others are services. */
const PERSON = /^S-1-(?:5-21|12-1)-[\d-]+$/

/** Folders in `C:\Users` that are nobody's. */
const NOBODYS = new Set(['All Users', 'Default', 'Default User', 'Public'])

/**
 * People of a Windows machine, by the list of profiles in the registry or, on the disk of a machine that does not run,
 * by the folders in `C:\Users`. The list is exported to a file, as `reg query` answers in the console's code page,
 * which lacks most letters that names are written with.
 */
export async function windowsUsers(host: Host): Promise<HostUser[]> {
  const folder = await host.temporaryFolder().catch(() => undefined)
  if (folder === undefined) return await usersByFolder(host)
  try {
    const file = `${folder}\\profiles.reg`
    const { exitCode } = await host.run(regOf(host), ['export', PROFILE_LIST, file, '/y', '/reg:64'])
    if (exitCode === 0) return parseProfileList((await host.read(file)).toString('utf16le'), host.env)
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
  } finally {
    await host.remove(folder, { contents: true })
  }
  return await usersByFolder(host)
}

async function usersByFolder(host: Host): Promise<HostUser[]> {
  const entries = await host.list('C:\\Users').catch(() => [])
  return entries
    .filter(({ name, type }) => type === 'folder' && !NOBODYS.has(name))
    .map(({ name }) => ({ name, home: `C:\\Users\\${name}` }))
}

/** The registry tool, by its whole path: what else is called `reg` in the PATH is not asked. */
export function regOf({ env }: Pick<Host, 'env'>): string {
  return `${env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\reg.exe`
}

/** Users of an exported list of profiles. */
export function parseProfileList(text: string, env: Readonly<Record<string, string>>): HostUser[] {
  const users: HostUser[] = []
  // A line that ends with a backslash goes on in the next one.
  for (const section of text.replace(/\\\r?\n\s*/g, '').split(/^\[/m)) {
    const [, sid = ''] = /^HKEY_LOCAL_MACHINE\\.*\\ProfileList\\([^\\\]]+)\]/i.exec(section) ?? []
    const [, value = ''] = /^"ProfileImagePath"=(.*?)\r?$/im.exec(section) ?? []
    const home = expand(textOf(value), env)
    if (PERSON.test(sid) && /^[A-Za-z]:\\/.test(home)) users.push({ name: pathsOf('win32').basename(home), home, sid })
  }
  return users.sort((left, right) => (left.name < right.name ? -1 : 1))
}

/** A REG_EXPAND_SZ (bytes in hexadecimal) or REG_SZ (quoted). */
function textOf(value: string): string {
  const [, hex] = /^hex\(2\):([\da-f,]*)$/i.exec(value) ?? []
  if (hex !== undefined) return Buffer.from(hex.replaceAll(',', ''), 'hex').toString('utf16le').replace(/\0+$/, '')
  const [, quoted = ''] = /^"(.*)"$/.exec(value) ?? []
  return quoted.replace(/\\(.)/g, '$1')
}

function expand(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/%([^%]+)%/g, (whole, name: string) => env[name.toUpperCase()] ?? whole)
}

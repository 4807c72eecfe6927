import { quietly, CoworkError, pathsOf, regOf, type Host } from '@cowork-mdm/machine'
import { POLICY_KEY, PREFERENCE_DOMAIN } from '@cowork-mdm/schema'

/** Something that delivers settings of the app: a profile, Intune, Group Policy. */
export interface Channel {
  kind: 'profile' | 'intune' | 'group-policy'
  /** What people call it. */
  name: string
  /** Whom alone it delivers them to; absent where that is the whole machine. */
  user?: string
}

const TIMEOUT_MS = 20_000

/** What delivers settings of the app; nothing where the system does not tell. */
export async function channelsOf(host: Host): Promise<Channel[] | undefined> {
  if (host.platform === 'linux') return undefined
  return host.platform === 'darwin' ? await profilesOf(host) : await policiesOf(host)
}

/** Under this name `profiles` lists those of the whole machine, and under the names of users theirs. */
const COMPUTER = '_computerlevel'

/** Installed configuration profiles with a payload for the app. `profiles` prints them as a property list. */
async function profilesOf(host: Host): Promise<Channel[] | undefined> {
  if (!host.administrator) return undefined
  const run = await quietly(
    host.run('/usr/bin/profiles', ['show', '-all', '-output', 'stdout-xml'], { timeoutMs: TIMEOUT_MS }),
  )
  if (run?.exitCode !== 0) return undefined
  const { parse } = await import('plist')
  const all = parse(run.stdout.toString()) as Record<string, unknown>
  return Object.entries(all).flatMap(([owner, list]) =>
    (Array.isArray(list) ? (list as Record<string, unknown>[]) : [])
      .filter(concernsApp)
      .map(({ ProfileDisplayName: name, ProfileIdentifier: id }): Channel => ({
        kind: 'profile',
        name: `${String(name)} (${String(id)})`,
        ...(owner !== COMPUTER && { user: owner }),
      })),
  )
}

/** A payload of the app's own domain, or one of the older form that names it. */
function concernsApp({ ProfileItems: items }: Record<string, unknown>): boolean {
  if (!Array.isArray(items)) return false
  return (items as Record<string, unknown>[]).some(({ PayloadType: type, PayloadContent: content }) => {
    if (type === PREFERENCE_DOMAIN) return true
    const domains = (content as Record<string, unknown> | undefined)?.['PayloadContentManagedPreferences']
    return typeof domains === 'object' && domains !== null && Object.hasOwn(domains, PREFERENCE_DOMAIN)
  })
}

/** Where Group Policy keeps what it last applied to the machine, and what the machine's own policy says. */
const POLICY_FILES = [
  'C:\\Windows\\System32\\GroupPolicy\\Machine\\Registry.pol',
  'C:\\Windows\\System32\\GroupPolicy\\User\\Registry.pol',
]
const POLICY_STORE = 'C:\\Windows\\System32\\GroupPolicy\\DataStore\\0\\sysvol'

async function policiesOf(host: Host): Promise<Channel[] | undefined> {
  const found: Channel[] = []
  const query = await quietly(
    host.run(
      regOf(host),
      ['query', 'HKLM\\SOFTWARE\\Microsoft\\PolicyManager\\Providers', '/s', '/f', 'Claude', '/k', '/reg:64'],
      { timeoutMs: TIMEOUT_MS },
    ),
  )
  if (query && /^HKEY_.*\\PolicyManager\\Providers\\.*Claude/im.test(query.stdout.toString('latin1')))
    found.push({ kind: 'intune', name: 'Intune (PolicyManager)' })
  const files = [...POLICY_FILES, ...(await policyFilesIn(host, POLICY_STORE, 6))]
  let isWhole = query !== undefined
  for (const file of files) {
    const bytes = await read(host, file)
    if (bytes === undefined) isWhole = false
    else if (bytes !== 'missing' && mentions(bytes, POLICY_KEY))
      found.push({ kind: 'group-policy', name: `Group Policy (${file})` })
  }
  // What could not be looked at may be what delivers them.
  return isWhole || found.length > 0 ? found : undefined
}

async function read(host: Host, path: string): Promise<Buffer | 'missing' | undefined> {
  try {
    return await host.read(path, { maxBytes: 64 * 1024 * 1024 })
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    return cause.code === 'file-missing' ? 'missing' : undefined
  }
}

/** `Registry.pol` holds the names of keys in UTF-16, in whatever case the policy has them. */
function mentions(bytes: Buffer, key: string): boolean {
  return bytes.toString('utf16le').toLowerCase().includes(key.toLowerCase())
}

async function policyFilesIn(host: Host, folder: string, depth: number): Promise<string[]> {
  if (depth === 0) return []
  const entries = (await quietly(host.list(folder))) ?? []
  const found = await Promise.all(
    entries.map(async ({ name, type }) => {
      const path = pathsOf(host.platform).join(folder, name)
      if (type === 'folder') return await policyFilesIn(host, path, depth - 1)
      return name.toLowerCase() === 'registry.pol' ? [path] : []
    }),
  )
  return found.flat()
}

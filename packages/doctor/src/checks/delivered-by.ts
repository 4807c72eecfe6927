import { CoworkError, pathsOf, regOf, type Host } from '@cowork-mdm/machine'
import { POLICY_KEY, PREFERENCE_DOMAIN } from '@cowork-mdm/schema'
import { defineCheck, ok, skipped, warning, type Verdict } from '../check.js'
import { counted } from '../facts/listed.js'
import { quietly } from '../facts/look.js'

export const deliveredBy = defineCheck({
  title: 'It is known who delivers managed settings',
  group: 'delivery',
  platforms: ['darwin', 'win32'],
  severity: 'warning',
  async run(patient, signal) {
    const { host } = patient
    const values = (await patient.sources()).filter(
      ({ tier, state }) => tier === 'managed' && state !== 'absent' && state !== 'unknown',
    )
    const found = host.platform === 'darwin' ? await profilesOf(host, signal) : await policiesOf(host, signal)
    if (!found) return skipped('The system does not tell.', { advice: 'Run this as an administrator.' })
    return judge(found, values.length > 0)
  },
})

function judge(found: readonly string[], isThere: boolean): Verdict {
  if (found.length === 0 && !isThere) return skipped('Nothing is delivered.')
  if (found.length === 0) {
    return warning('There are managed settings, and nobody who delivers them was found.', {
      advice:
        'They were written on the machine itself, or are left from an earlier profile. Nothing keeps them as they are.',
    })
  }
  const detail = [...found]
  if (!isThere) {
    return warning(`${counted(found.length, 'channel')} should deliver settings, and none are there.`, {
      detail,
      advice: 'Let the machine check in again, and see its log of device management.',
    })
  }
  if (found.length === 1) return ok(`Delivered by ${found[0]}.`)
  return warning(`${counted(found.length, 'channel')} deliver settings; which one wins may change.`, {
    detail,
    advice: 'Keep all settings of the app in one profile or policy.',
  })
}

/** Installed configuration profiles with a payload for the app. `profiles` prints them as a property list. */
async function profilesOf(host: Host, signal: AbortSignal): Promise<string[] | undefined> {
  if (!host.administrator) return undefined
  const run = await quietly(
    host.run('/usr/bin/profiles', ['show', '-all', '-output', 'stdout-xml'], { timeoutMs: 20_000, signal }),
  )
  if (run?.exitCode !== 0) return undefined
  const { parse } = await import('plist')
  const all = parse(run.stdout.toString()) as Record<string, unknown>
  const profiles = Object.values(all).flatMap((list) =>
    Array.isArray(list) ? (list as Record<string, unknown>[]) : [],
  )
  return profiles
    .filter(concernsApp)
    .map(({ ProfileDisplayName: name, ProfileIdentifier: id }) => `${String(name)} (${String(id)})`)
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

async function policiesOf(host: Host, signal: AbortSignal): Promise<string[] | undefined> {
  const found: string[] = []
  const query = await quietly(
    host.run(
      regOf(host),
      ['query', 'HKLM\\SOFTWARE\\Microsoft\\PolicyManager\\Providers', '/s', '/f', 'Claude', '/k', '/reg:64'],
      {
        timeoutMs: 20_000,
        signal,
      },
    ),
  )
  if (query && /^HKEY_.*\\PolicyManager\\Providers\\.*Claude/im.test(query.stdout.toString('latin1')))
    found.push('Intune (PolicyManager)')
  const files = [...POLICY_FILES, ...(await policyFilesIn(host, POLICY_STORE, 6))]
  let readable = query !== undefined
  for (const file of files) {
    const bytes = await read(host, file)
    readable ||= bytes !== undefined
    if (bytes && bytes !== 'missing' && mentions(bytes, POLICY_KEY)) found.push(`Group Policy (${file})`)
  }
  return readable || found.length > 0 ? found : undefined
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

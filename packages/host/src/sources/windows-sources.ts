import type { Artifact } from '@cowork-mdm/encoder'
import { CoworkError, type Host, type HostUser } from '@cowork-mdm/machine'
import { POLICY_KEY, type SchemaDocument } from '@cowork-mdm/schema'
import { pathFor } from '../paths/machine-path.js'
import { pathOf } from '../paths/paths.js'
import { runningUser } from './current-user.js'
import { decodeSource } from './decode-source.js'
import { exportKey, hasRegistry, subkeys, type KeyReading } from './export-key.js'
import type { ManagedSource, SourceProblem } from './managed-source.js'
import { failed, storedFacts } from './read-file.js'
import { readHive } from './read-hive.js'
import { storedValues } from './stored-values.js'
import type { SourceName } from './source-of.js'

const MACHINE_KEY = `HKEY_LOCAL_MACHINE\\${POLICY_KEY}`
const USER_KEY = `HKEY_CURRENT_USER\\${POLICY_KEY}`

/**
 * The policies of the machine, and those of users: of whoever runs this under HKCU, of others by their SID under HKU where
 * they are signed in, else from the file of their hive. The disk of a machine that does not run has files alone.
 */
export async function windowsSources(
  host: Host,
  document: SchemaDocument,
  users: readonly HostUser[],
): Promise<ManagedSource[]> {
  return await withExports(host, async (read) => {
    const sources = [await machineSource(host, read, document)]
    const signedIn = await hivesOf(host, users)
    for (const user of users) sources.push(await userSource(host, user, { document, read, signedIn }))
    return sources
  })
}

type Reading = Exclude<KeyReading, { state: 'not-running' }>
type ReadKey = (key: string) => Promise<KeyReading>

/** Exports go through files in a folder that is there for as long as this takes. */
async function withExports<T>(host: Host, use: (read: ReadKey) => Promise<T>): Promise<T> {
  const folder = await host.temporaryFolder().catch((cause: unknown) => {
    if (cause instanceof CoworkError) return cause
    throw cause
  })
  if (folder instanceof CoworkError) {
    const reading: KeyReading = (await hasRegistry(host))
      ? { state: 'unknown', problem: failed(folder).problem }
      : { state: 'not-running' }
    return await use(() => Promise.resolve(reading))
  }
  try {
    return await use((key) => exportKey(host, key, folder))
  } finally {
    await host.remove(folder, { contents: true })
  }
}

async function machineSource(host: Host, read: ReadKey, document: SchemaDocument): Promise<ManagedSource> {
  const place = pathOf('win32', 'managed-device')
  const name: SourceName = { id: 'managed-device', tier: 'managed', label: 'HKLM', place }
  const reading = await read(place)
  if (reading.state !== 'not-running') return keySource(name, reading, document)
  const file = pathOf('win32', 'machine-hive-file')
  const key = POLICY_KEY.replace(/^SOFTWARE\\/, '')
  return keySource(
    { ...name, place: `${file}\\${key}` },
    await readHive(host, file, { key, as: MACHINE_KEY }),
    document,
  )
}

interface UserContext {
  document: SchemaDocument
  read: ReadKey
  /** SIDs of users whose hive is loaded; undefined where that is not known. */
  signedIn: ReadonlySet<string> | undefined
}

async function userSource(
  host: Host,
  user: HostUser,
  { document, read, signedIn }: UserContext,
): Promise<ManagedSource> {
  const isSelf = user === runningUser(host, [user])
  const isLoaded = isSelf || (user.sid !== undefined && (signedIn?.has(user.sid) ?? true))
  const place = isSelf ? pathOf('win32', 'managed-user') : pathFor(pathOf('win32', 'user-hive'), user)
  const name: SourceName = { id: `managed-user:${user.name}`, tier: 'managed', label: 'HKCU', user: user.name, place }
  const reading = isLoaded ? await read(place) : undefined
  if (reading && reading.state !== 'not-running')
    return keySource(name, isSelf ? reading : asOwn(reading, user), document)
  const file = pathFor(pathOf('win32', 'user-hive-file'), user)
  const ofFile = { ...name, place: `${file}\\${POLICY_KEY}` }
  return keySource(ofFile, await readHive(host, file, { key: POLICY_KEY, as: USER_KEY }), document)
}

/** The hives of users that are loaded. */
async function hivesOf(host: Host, users: readonly HostUser[]): Promise<ReadonlySet<string> | undefined> {
  if (users.every((user) => user === runningUser(host, [user]))) return undefined
  try {
    const loaded = await subkeys(host, 'HKU')
    return loaded && new Set(loaded)
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    return undefined
  }
}

function keySource(name: SourceName, reading: Reading, document: SchemaDocument): ManagedSource {
  if (reading.state === 'absent') return { ...name, state: 'absent', values: [], problems: reading.problems ?? [] }
  if (reading.state === 'unknown') return { ...name, state: 'unknown', values: [], problems: [reading.problem] }
  const facts = reading.facts && { facts: storedFacts(reading.facts) }
  const { artifact, problems } = decodeSource({ path: name.place, bytes: reading.bytes }, { format: 'reg', document })
  if (artifact) {
    const found = [...(reading.problems ?? []), ...subkeyProblems(name, artifact)]
    return { ...name, ...facts, state: 'read', values: storedValues(artifact), problems: found, artifact }
  }
  // It is the export that is broken; the app reads the registry itself.
  const unknown = problems.map((problem): SourceProblem => ({ ...problem, severity: 'unknown' }))
  return { ...name, ...facts, state: 'unknown', values: [], problems: unknown }
}

/** Values below the key itself, where the app never looks. */
function subkeyProblems({ place }: SourceName, { raw }: Artifact): SourceProblem[] {
  const keys = raw.type === 'dict' ? raw.entries : []
  return keys
    .filter(
      ({ name, node }) =>
        /\\SOFTWARE\\Policies\\Claude\\/i.test(name) && node.type === 'dict' && node.entries.length > 0,
    )
    .map(({ name }) => ({
      code: 'subkey',
      severity: 'warning',
      message: `Expected all values under ${place} itself, found some under ${name}, where the app never looks.`,
      hint: 'Write each setting as one value; a map as one JSON text.',
    }))
}

/** The export of another user's key as that user would make it, which is the form that registry files have. */
function asOwn(reading: Reading, { sid }: HostUser): Reading {
  if (reading.state !== 'read') return reading
  const text = reading.bytes.toString('utf16le')
  return { ...reading, bytes: Buffer.from(text.replaceAll(`[HKEY_USERS\\${sid}\\`, '[HKEY_CURRENT_USER\\'), 'utf16le') }
}

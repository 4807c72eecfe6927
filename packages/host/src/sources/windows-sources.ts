import { REGISTRY_KEY, type Artifact } from '@cowork-mdm/encoder'
import { CoworkError, type Host, type HostUser } from '@cowork-mdm/machine'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { pathFor } from '../paths/machine-path.js'
import { pathOf } from '../paths/paths.js'
import { runningUser } from './current-user.js'
import { decodeSource } from './decode-source.js'
import { exportKey, subkeys, type KeyReading } from './export-key.js'
import type { ManagedSource, SourceProblem } from './managed-source.js'
import { failed } from './read-file.js'
import { storedValues } from './stored-values.js'
import type { SourceName } from './source-of.js'

/**
 * The policies of the machine, and those of users: of whoever runs this under HKCU, of others by their SID under HKU where
 * they are signed in.
 */
export async function windowsSources(
  host: Host,
  document: SchemaDocument,
  users: readonly HostUser[],
): Promise<ManagedSource[]> {
  const machine: SourceName = {
    id: 'managed-device',
    tier: 'managed',
    label: 'HKLM',
    place: pathOf('win32', 'managed-device'),
  }
  return await withExports(host, async (read) => {
    const sources = [keySource(machine, await read(machine.place), document)]
    const signedIn = await hivesOf(host, users)
    for (const user of users) sources.push(await userSource(host, user, { document, read, signedIn }))
    return sources
  })
}

type ReadKey = (key: string) => Promise<KeyReading>

/** Exports go through files in a folder that is there for as long as this takes. */
async function withExports<T>(host: Host, use: (read: ReadKey) => Promise<T>): Promise<T> {
  const folder = await host.temporaryFolder().catch((cause: unknown) => {
    if (cause instanceof CoworkError) return cause
    throw cause
  })
  if (folder instanceof CoworkError) {
    const { problem } = failed(folder)
    return await use(() => Promise.resolve({ state: 'unknown', problem }))
  }
  try {
    return await use((key) => exportKey(host, key, folder))
  } finally {
    await host.remove(folder, { contents: true })
  }
}

interface UserContext {
  document: SchemaDocument
  read: ReadKey
  /** SIDs of users whose hive is there; undefined where that is not known. */
  signedIn: ReadonlySet<string> | undefined
}

async function userSource(host: Host, user: HostUser, context: UserContext): Promise<ManagedSource> {
  const { document, read, signedIn } = context
  const isSelf = user === runningUser(host, [user])
  const name: SourceName = {
    id: `managed-user:${user.name}`,
    tier: 'managed',
    label: 'HKCU',
    user: user.name,
    place: isSelf ? pathOf('win32', 'managed-user') : pathFor(pathOf('win32', 'user-hive'), user),
  }
  if (isSelf) return keySource(name, await read(name.place), document)
  if (user.sid === undefined || (signedIn && !signedIn.has(user.sid))) {
    return { ...name, state: 'unknown', values: [], problems: [notSignedIn(user)] }
  }
  return keySource(name, await read(name.place), document, user.sid)
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

function keySource(name: SourceName, reading: KeyReading, document: SchemaDocument, sid?: string): ManagedSource {
  if (reading.state === 'absent') return { ...name, state: 'absent', values: [], problems: [] }
  if (reading.state === 'unknown') return { ...name, state: 'unknown', values: [], problems: [reading.problem] }
  const bytes = sid === undefined ? reading.bytes : asCurrentUser(reading.bytes, sid)
  const { artifact, problems } = decodeSource({ path: name.place, bytes }, { format: 'reg', document })
  if (artifact)
    return {
      ...name,
      state: 'read',
      values: storedValues(artifact),
      problems: subkeyProblems(name, artifact),
      artifact,
    }
  // It is the export that is broken; the app reads the registry itself.
  const unknown = problems.map((problem): SourceProblem => ({ ...problem, severity: 'unknown' }))
  return { ...name, state: 'unknown', values: [], problems: unknown }
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
function asCurrentUser(bytes: Buffer, sid: string): Buffer {
  const text = bytes.toString('utf16le')
  const [theirs, own] = [`[HKEY_USERS\\${sid}\\`, '[HKEY_CURRENT_USER\\']
  return Buffer.from(
    text.replaceAll(theirs, () => own),
    'utf16le',
  )
}

function notSignedIn({ name, home }: HostUser): SourceProblem {
  return {
    code: 'not-signed-in',
    severity: 'unknown',
    message: `Expected ${name} to be signed in, found that their part of the registry (${home}\\NTUSER.DAT) is not loaded.`,
    hint: `Run this while ${name} is signed in; what stands there is ${REGISTRY_KEY}.`,
  }
}

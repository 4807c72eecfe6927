import { pathsOf, type Host, type HostUser } from '@cowork-mdm/machine'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { pathFor, type PathId } from '../paths/machine-path.js'
import { pathOf } from '../paths/paths.js'
import type { ManagedSource, SourceProblem } from './managed-source.js'
import { readFile } from './read-file.js'
import { sourceOf, type SourceName } from './source-of.js'

/** How the app names its configurations. */
const ID = /^[a-f0-9-]{36}$/

/** The configurations that the app itself keeps for a user; on Windows also those in the folder of a package. */
export async function localSources(host: Host, document: SchemaDocument, user: HostUser): Promise<ManagedSource[]> {
  const folders: [id: string, path: PathId, label: string][] = [['local', 'config-library', 'local']]
  if (host.platform === 'win32') folders.push(['local-package', 'config-library-msix', 'local (package)'])
  return await Promise.all(
    folders.map(([id, path, label]) =>
      librarySource(
        host,
        {
          id: `${id}:${user.name}`,
          tier: 'local',
          label,
          user: user.name,
          place: pathFor(pathOf(host.platform, path), user),
        },
        document,
      ),
    ),
  )
}

/** The applied configuration of a library: the one that its index names. */
async function librarySource(host: Host, name: SourceName, document: SchemaDocument): Promise<ManagedSource> {
  const native = pathsOf(host.platform)
  const indexPath = native.join(name.place, '_meta.json')
  const reading = await readFile(host, indexPath)
  if (reading.state === 'absent') return { ...name, state: 'absent', values: [], problems: [] }
  if (reading.state !== 'read') return { ...name, state: reading.state, values: [], problems: [reading.problem] }
  const index = readIndex(reading.bytes)
  if (!index) {
    const message = `Expected a map with appliedId and entries in ${indexPath}, found something else.`
    return { ...name, state: 'unusable', values: [], problems: [unusual(message, indexPath)] }
  }
  const { appliedId, entries } = index
  if (appliedId === undefined) {
    const message = `Expected an applied configuration in ${indexPath}, found none of ${entries.length}.`
    const problem: SourceProblem = { code: 'nothing-applied', severity: 'warning', message, place: indexPath }
    return { ...name, state: 'absent', values: [], problems: entries.length > 0 ? [problem] : [] }
  }
  if (!ID.test(appliedId)) {
    const message = `Expected 36 digits of an identifier as appliedId in ${indexPath}, found something else.`
    return { ...name, state: 'unusable', values: [], problems: [unusual(message, indexPath)] }
  }
  const place = native.join(name.place, `${appliedId}.json`)
  const applied = entries.find(({ id }) => id === appliedId)
  const configuration = {
    id: appliedId,
    ...(applied?.name !== undefined && { name: applied.name }),
    others: entries.filter(({ id }) => id !== appliedId).length,
  }
  const source = sourceOf({ ...name, place }, await readFile(host, place), { format: 'config-library', document })
  if (source.state !== 'absent') return { ...source, configuration }
  const message = `Expected the applied configuration at ${place}, found nothing.`
  return { ...source, state: 'unusable', problems: [unusual(message, place)], configuration }
}

interface LibraryIndex {
  appliedId: string | undefined
  entries: { id: string; name?: string }[]
}

function readIndex(bytes: Buffer): LibraryIndex | undefined {
  let index: unknown
  try {
    index = JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
  if (!isRecord(index)) return undefined
  const { appliedId, entries } = index
  const listed = Array.isArray(entries) ? entries.filter(isRecord) : []
  return {
    appliedId: typeof appliedId === 'string' ? appliedId : undefined,
    entries: listed.flatMap(({ id, name }) =>
      typeof id === 'string' ? [{ id, ...(typeof name === 'string' && { name }) }] : [],
    ),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unusual(message: string, place: string): SourceProblem {
  return { code: 'unusual-index', severity: 'error', message, place }
}

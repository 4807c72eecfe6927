import type { Host, HostUser } from '@cowork-mdm/machine'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { pathFor } from '../paths/machine-path.js'
import { pathOf } from '../paths/paths.js'
import { accessProblems } from './access-problems.js'
import type { ManagedSource } from './managed-source.js'
import { readFile } from './read-file.js'
import { sourceOf, type SourceName } from './source-of.js'

/** The plists that configuration profiles leave: the device's, and one for each user who has one. */
export async function darwinSources(
  host: Host,
  document: SchemaDocument,
  users: readonly HostUser[],
): Promise<ManagedSource[]> {
  const device: SourceName = {
    id: 'managed-device',
    tier: 'managed',
    label: 'device plist',
    place: pathOf('darwin', 'managed-device'),
  }
  const ofUsers = users.map((user): SourceName => ({
    id: `managed-user:${user.name}`,
    tier: 'managed',
    label: 'user plist',
    user: user.name,
    place: pathFor(pathOf('darwin', 'managed-user'), user),
  }))
  return await Promise.all([device, ...ofUsers].map((name) => plistSource(host, name, document)))
}

async function plistSource(host: Host, name: SourceName, document: SchemaDocument): Promise<ManagedSource> {
  const reading = await readFile(host, name.place)
  const source = sourceOf(name, reading, { format: 'plist', document })
  if (reading.state !== 'read') return source
  // macOS writes these as root; the app does not look, and whoever else owns one decides what is managed.
  const access = accessProblems(name.place, reading.facts).map((problem) => ({
    ...problem,
    severity: 'warning' as const,
  }))
  return { ...source, problems: [...source.problems, ...access] }
}

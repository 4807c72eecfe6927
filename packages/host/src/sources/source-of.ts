import type { FormatName } from '@cowork-mdm/encoder'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { decodeSource } from './decode-source.js'
import type { ManagedSource } from './managed-source.js'
import { storedFacts, type FileReading } from './read-file.js'
import { storedValues } from './stored-values.js'

/** What a source is, before anybody looked. */
export type SourceName = Pick<ManagedSource, 'id' | 'tier' | 'label' | 'user' | 'place'>

/** A source in a file, as it was read. */
export function sourceOf(
  name: SourceName,
  reading: FileReading,
  { format, document }: { format: FormatName; document: SchemaDocument },
): ManagedSource {
  const facts = 'facts' in reading && reading.facts ? { facts: storedFacts(reading.facts) } : {}
  if (reading.state === 'absent') return { ...name, state: 'absent', values: [], problems: [] }
  if (reading.state !== 'read')
    return { ...name, ...facts, state: reading.state, values: [], problems: [reading.problem] }
  const { artifact, problems } = decodeSource({ path: name.place, bytes: reading.bytes }, { format, document })
  if (!artifact) return { ...name, ...facts, state: 'unusable', values: [], problems }
  return { ...name, ...facts, state: 'read', values: storedValues(artifact), problems, artifact }
}

import type { SchemaDocument } from '@cowork-mdm/schema'
import { decodeSource } from './decode-source.js'
import type { ManagedSource } from './managed-source.js'
import { storedValues } from './stored-values.js'

/** What a bootstrap server answered, where somebody has kept it; a machine keeps no copy. */
export interface BootstrapResponse {
  /** What to call it. */
  path: string
  bytes: Uint8Array
}

/** The server as a source: what it answers is not on the machine, and is known only where it is given. */
export function bootstrapSource(document: SchemaDocument, response: BootstrapResponse | undefined): ManagedSource {
  const name = {
    id: 'bootstrap',
    tier: 'bootstrap',
    label: 'bootstrap',
    place: response?.path ?? 'bootstrap server',
  } as const
  if (!response) {
    const message = 'Expected the answer of the bootstrap server, found none: the app keeps it in memory only.'
    const hint = 'Fetch it as the app does, and give it to this tool as a file.'
    return {
      ...name,
      state: 'unknown',
      values: [],
      problems: [{ code: 'server-decides', severity: 'unknown', message, hint }],
    }
  }
  const { artifact, problems } = decodeSource(response, { format: 'bootstrap', document })
  if (!artifact) return { ...name, state: 'unusable', values: [], problems }
  return { ...name, state: 'read', values: storedValues(artifact), problems, artifact }
}

import type { Host } from '@cowork-mdm/machine'
import { DamagedHive, Hive } from '../hive/hive.js'
import { hiveAsRegistryFile } from '../hive/hive-as-registry-file.js'
import type { KeyReading } from './export-key.js'
import type { SourceProblem } from './managed-source.js'
import { readFile } from './read-file.js'

/** Hives of machines with much software have some hundred megabytes. */
const LARGEST = 1024 * 1024 * 1024

/** What a key of a hive file holds, as a registry file with the key under the name `as`. Only reads. */
export async function readHive(
  host: Host,
  path: string,
  { key, as }: { key: string; as: string },
): Promise<Exclude<KeyReading, { state: 'not-running' }>> {
  const reading = await readFile(host, path, LARGEST)
  if (reading.state === 'absent') return { state: 'unknown', problem: noHive(`a registry hive at ${path}`, 'nothing') }
  if (reading.state !== 'read') return { state: 'unknown', problem: { ...reading.problem, severity: 'unknown' } }
  try {
    const hive = new Hive(reading.bytes)
    const found = hive.key(key)
    const problems = hive.isDirty ? [unwritten(path)] : []
    if (!found) return { state: 'absent', problems }
    return { state: 'read', bytes: hiveAsRegistryFile(found, as), facts: reading.facts, problems }
  } catch (cause) {
    if (!(cause instanceof DamagedHive)) throw cause
    return { state: 'unknown', problem: noHive(`a whole registry hive at ${path}`, cause.message) }
  }
}

function noHive(expected: string, found: string): SourceProblem {
  return { code: 'cannot-look', severity: 'unknown', message: `Expected ${expected}, found ${found}.` }
}

function unwritten(path: string): SourceProblem {
  return {
    code: 'unwritten-changes',
    severity: 'warning',
    message: `Expected ${path} to be written to its end, found that the last changes may stand in its logs alone.`,
    hint: 'Look again on the running machine, where the user is signed in.',
  }
}

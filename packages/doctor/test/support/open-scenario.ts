import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { simulatedHost, type Host, type SimulationOptions } from '@cowork-mdm/machine'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'
import type { DoctorOptions } from '../../src/run-doctor.js'

export const FIXTURES = fileURLToPath(new URL('../../fixtures/hosts/', import.meta.url))

/** A copy of a machine that may be written in, and how the doctor is called there. */
export async function openScenario(
  name: string,
  simulation: SimulationOptions = {},
): Promise<{ host: Host; folder: string; options: DoctorOptions }> {
  const folder = folderInMemory()
  cpSync(join(FIXTURES, name), folder, { recursive: true })
  const { options } = JSON.parse(readFileSync(join(folder, 'scenario.json'), 'utf8')) as { options: DoctorOptions }
  return { host: await simulatedHost(folder, simulation), folder, options }
}

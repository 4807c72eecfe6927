import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { simulatedHost, type Host, type SimulationOptions } from '@cowork-mdm/machine'
import { onTestFinished } from 'vitest'
import type { DoctorOptions } from '../../src/run-doctor.js'

export const FIXTURES = fileURLToPath(new URL('../../fixtures/hosts/', import.meta.url))

/** Nothing here has to outlast a power cut, and flushing to a disk takes most of the time. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A copy of a machine that may be written in, and how the doctor is called there. */
export async function openScenario(
  name: string,
  simulation: SimulationOptions = {},
): Promise<{ host: Host; folder: string; options: DoctorOptions }> {
  const folder = mkdtempSync(join(MEMORY, 'doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(FIXTURES, name), folder, { recursive: true })
  const { options } = JSON.parse(readFileSync(join(folder, 'scenario.json'), 'utf8')) as { options: DoctorOptions }
  return { host: await simulatedHost(folder, simulation), folder, options }
}

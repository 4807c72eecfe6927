import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { simulatedHost, type Host } from '@cowork-mdm/machine'
import type { EffectiveOptions } from '../../src/index.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

const hosts = fileURLToPath(new URL('../../fixtures/hosts/', import.meta.url))

/** A machine of a scenario, and what is asked about it. */
export interface Scenario {
  host: Host
  options: EffectiveOptions
  /** What `summaryOf` has to say. */
  expected: unknown
  /** The copy that the machine lies in. */
  root: string
}

export function scenarioNames(): string[] {
  return readdirSync(hosts)
}

/** Opens a copy of a scenario, since commands of a machine may write files in it. */
export async function openScenario(name: string): Promise<Scenario> {
  const root = folderInMemory()
  cpSync(join(hosts, name), root, { recursive: true })
  const told = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as {
    options?: { user?: string; appVersion?: string; bootstrap?: string }
    effective: unknown
  }
  const { bootstrap, ...options } = told.options ?? {}
  const given =
    bootstrap === undefined ? {} : { bootstrap: { path: bootstrap, bytes: readFileSync(join(root, bootstrap)) } }
  return { host: await simulatedHost(root), options: { ...options, ...given }, expected: told.effective, root }
}

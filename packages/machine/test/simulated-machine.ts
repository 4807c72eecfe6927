import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { simulatedHost, type Host, type SimulationOptions } from '../src/index.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

interface Machine {
  /** Files by where they are below the root; text or bytes. */
  disk?: Record<string, string | Uint8Array>
  /** What `host.json` says, which has a clock if it does not tell the time; none without it. */
  facts?: Record<string, unknown>
  options?: SimulationOptions
}

/** A simulated machine in a folder that is removed when the test ends. */
export async function simulatedMachine({ disk = {}, facts, options }: Machine): Promise<Host> {
  const root = folderInMemory()
  const told = facts && { 'host.json': JSON.stringify({ now: '2026-10-02T08:00:00Z', ...facts }) }
  for (const [path, content] of Object.entries({ ...disk, ...told })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return await simulatedHost(root, options)
}

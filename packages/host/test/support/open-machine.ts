import { simulatedHost, type Host, type RunResult } from '@cowork-mdm/machine'
import { join } from 'node:path'
import { simulatedRegistry } from './simulated-registry.js'

export interface OpenOptions {
  pauseMs?: number
  failAfter?: number
  /** Called with each command line before it is run. */
  onRun?: (call: string) => void
}

/** The machine in a folder, with a registry that remembers, and other commands that answer nothing. */
export async function openMachine(root: string, { onRun, ...faults }: OpenOptions = {}): Promise<Host> {
  const registry = simulatedRegistry(join(root, 'registry.json'), faults)
  const quiet: RunResult = { exitCode: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) }
  return await simulatedHost(root, {
    commands: {
      reg: (args, call) => {
        onRun?.(['reg', ...args].join(' '))
        return registry(args, call)
      },
      icacls: (args) => {
        onRun?.(['icacls', ...args].join(' '))
        return quiet
      },
    },
  })
}

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const built = fileURLToPath(new URL('../../bin/cowork-mdm.js', import.meta.url))

/** Folder in which commands run, so that fixtures are named without a path. */
export const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))

export interface CliResult {
  exitCode: number | null
  stdout: string
  stderr: string
}

export interface RunOptions {
  columns?: number
  cwd?: string
  /** Another copy of the command. */
  bin?: string
  user?: { uid: number; gid: number } | undefined
}

/** Runs the built command line as a process of its own, with pipes for its output. `columns` is the width it fits into. */
export function runCli(args: string[], options: RunOptions = {}): Promise<CliResult> {
  // The width and the colours of whoever runs the tests must not matter.
  const { COLUMNS: _width, FORCE_COLOR: _colours, ...env } = process.env
  if (options.columns !== undefined) env.COLUMNS = String(options.columns)
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [options.bin ?? built, ...args], {
      cwd: options.cwd ?? fixtures,
      env,
      ...options.user,
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
}

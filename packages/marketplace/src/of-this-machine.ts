import { CoworkError, type RunResult } from '@cowork-mdm/machine'

const DONE: RunResult = { exitCode: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) }

/**
 * What a command answered that has to do with the machine itself. A folder that stands for a machine (`--root`) has no such
 * command, and nothing that it would have to do.
 */
export async function ofThisMachine(run: Promise<RunResult>): Promise<RunResult> {
  return await run.catch((cause: unknown) => {
    if (cause instanceof CoworkError && cause.code === 'not-recorded') return DONE
    throw cause
  })
}

import { CoworkError, type Host } from '@cowork-mdm/machine'
import { commandLine } from './command-line.js'

/** Does something; where permission was denied to somebody who is no administrator, says what an administrator has to run. */
export async function asAdministrator<T>(host: Host, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof CoworkError) || cause.code !== 'permission-denied' || host.administrator) throw cause
    const line = commandLine(process.argv)
    const hint =
      process.platform === 'win32'
        ? `In a terminal that was opened as administrator, run: ${line}`
        : `As an administrator, run: sudo ${line}`
    throw new CoworkError(cause.code, cause.message, { hint, cause })
  }
}

import { CoworkError, regOf, type FileFacts, type Host } from '@cowork-mdm/machine'
import type { SourceProblem } from './managed-source.js'
import { failed } from './read-file.js'

/** What a registry key holds, as a registry file, or why that is not known. */
export type KeyReading =
  | { state: 'absent'; problems?: SourceProblem[] }
  | { state: 'read'; bytes: Buffer; facts?: FileFacts; problems?: SourceProblem[] }
  | { state: 'unknown'; problem: SourceProblem }
  /** There is no registry: the machine is the disk of one. */
  | { state: 'not-running' }

/** Keys below a user's or the machine's policies are few; this is far beyond. */
const LARGEST = 16 * 1024 * 1024

/**
 * Exports a key of the 64-bit registry into a file in `folder`. The file is UTF-16 and the same in every language of
 * Windows, which what `reg` prints is not; that it fails is all that is taken from its exit code.
 */
export async function exportKey(host: Host, key: string, folder: string): Promise<KeyReading> {
  const file = `${folder}\\${key.replace(/[^\w-]/g, '_')}.reg`
  try {
    const { exitCode } = await host.run(regOf(host), ['export', key, file, '/y', '/reg:64'])
    if (exitCode === 0) return { state: 'read', bytes: await host.read(file, { maxBytes: LARGEST }) }
    const isThere = await isKey(host, key)
    if (isThere === false) return { state: 'absent' }
    return { state: 'unknown', problem: isThere ? noPermission(key) : noRegistry(key) }
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    return cause.code === 'not-recorded'
      ? { state: 'not-running' }
      : { state: 'unknown', problem: failed(cause).problem }
  }
}

/**
 * Whether there is a key, by the list of keys in the one above it; undefined where no key above it can be listed. Names of
 * keys are the same in every language, and these are all ASCII.
 */
async function isKey(host: Host, key: string): Promise<boolean | undefined> {
  const at = key.lastIndexOf('\\')
  if (at < 0) return undefined
  const [above, name] = [key.slice(0, at), key.slice(at + 1)]
  const listed = await subkeys(host, above)
  if (!listed) return (await isKey(host, above)) === false ? false : undefined
  return listed.some((other) => other.toLowerCase() === name.toLowerCase())
}

/** Names of the keys in a key; undefined where they cannot be listed. */
export async function subkeys(host: Host, key: string): Promise<string[] | undefined> {
  const { exitCode, stdout } = await host.run(regOf(host), ['query', key, '/reg:64'])
  if (exitCode !== 0) return undefined
  // Values are indented, and this key itself has a line of its own where it has values.
  const lines = stdout.toString('latin1').split(/\r?\n/)
  const depth = key.split('\\').length
  return lines
    .filter((line) => line.startsWith('HKEY_') && line.trimEnd().split('\\').length === depth + 1)
    .map((line) => line.trimEnd().slice(line.lastIndexOf('\\') + 1))
}

/** Whether there is a registry to ask: the disk of a machine that does not run has files alone. */
export async function hasRegistry(host: Host): Promise<boolean> {
  try {
    await host.run(regOf(host), ['query', 'HKLM', '/reg:64'])
    return true
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    return cause.code !== 'not-recorded'
  }
}

function noPermission(key: string): SourceProblem {
  const message = `Expected to be allowed to read ${key}, found that it is there and cannot be read.`
  return { code: 'no-permission', severity: 'unknown', message, hint: 'Run this as an administrator.' }
}

function noRegistry(key: string): SourceProblem {
  const message = `Expected reg to read ${key} or a key above it, found that it reads none of them.`
  return { code: 'cannot-look', severity: 'unknown', message, hint: 'Run this as an administrator.' }
}

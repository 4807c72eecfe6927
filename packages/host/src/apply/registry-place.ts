import { writeRegistryFile } from '@cowork-mdm/encoder'
import { CoworkError, regOf, withTemporaryFolder, type Host } from '@cowork-mdm/machine'
import { exportKey } from '../sources/export-key.js'
import type { ManagedPlace } from './managed-place.js'
import { keyInFile, storedForm } from './registry-file.js'

const HIVES = { HKLM: 'HKEY_LOCAL_MACHINE', HKCU: 'HKEY_CURRENT_USER' }

/** A registry key, with the values directly under it. Subkeys, which the app never reads, are left alone. */
export function registryPlace(
  host: Host,
  { hive, path, user }: { hive: keyof typeof HIVES; path: string; user?: string },
): ManagedPlace {
  const key = path.replace(hive, HIVES[hive])
  return {
    kind: 'registry',
    path,
    scope: user === undefined ? 'device' : 'user',
    ...(user !== undefined && { user }),
    format: 'reg',
    isAtomic: false,

    async check() {},

    async read() {
      const exported = await read(host, path)
      return exported && { bytes: keyInFile(exported, path).own }
    },

    /** Sets first and removes then, so that no moment has fewer settings than before or after. */
    async write(bytes, { folder }) {
      const exported = await read(host, path)
      if (bytes === undefined) {
        if (!exported) return
        const { values, hasSubkeys } = keyInFile(exported, path)
        if (!hasSubkeys) return await reg(host, ['delete', path, '/f', '/reg:64'])
        return await importFile(host, removal(key, [...values.values()]), folder)
      }
      await importFile(host, bytes, folder)
      const kept = keyInFile(bytes, path).values
      const left = exported ? [...keyInFile(exported, path).values].filter(([name]) => !kept.has(name)) : []
      if (left.length === 0) return
      await importFile(
        host,
        removal(
          key,
          left.map(([, value]) => value),
        ),
        folder,
      )
    },

    // A key without values means as much to the app as none.
    isSame(left, right) {
      const [one, other] = [formsIn(left, path), formsIn(right, path)]
      return one.size === other.size && [...one].every(([name, form]) => other.get(name) === form)
    },

    accessProblem: () => undefined,
  }
}

/**
 * Whether every value of `present` is one of `before` or of `wanted`: what a change that broke off leaves. Anything else
 * was put there by somebody else since.
 */
export function isBetween(
  present: Uint8Array | undefined,
  { before, wanted, path }: { before: Uint8Array | undefined; wanted: Uint8Array | undefined; path: string },
): boolean {
  const [found, old, next] = [formsIn(present, path), formsIn(before, path), formsIn(wanted, path)]
  const isKnown = [...found].every(([name, form]) => old.get(name) === form || next.get(name) === form)
  // A value that both have is never away.
  return isKnown && [...old].every(([name]) => !next.has(name) || found.has(name))
}

function formsIn(bytes: Uint8Array | undefined, path: string): Map<string, string> {
  if (!bytes) return new Map()
  return new Map([...keyInFile(bytes, path).values].map(([name, { node }]) => [name, storedForm(node)]))
}

function removal(key: string, values: readonly { name: string }[]): Uint8Array {
  return writeRegistryFile(
    key,
    values.map(({ name }) => ({ name })),
  )
}

/** The file that `reg export` makes of a key; nothing where there is no such key. */
async function read(host: Host, key: string): Promise<Uint8Array | undefined> {
  const reading = await withTemporaryFolder(host, (folder) => exportKey(host, key, folder))
  if (reading.state !== 'unknown') return reading.state === 'read' ? reading.bytes : undefined
  const { code, message, hint = 'Run this as an administrator.' } = reading.problem
  throw new CoworkError(code === 'no-permission' ? 'permission-denied' : 'command-failed', message, { hint })
}

/** The file lies where only administrators can exchange or read it. */
async function importFile(host: Host, bytes: Uint8Array, folder: string): Promise<void> {
  const file = `${folder}\\import.reg`
  await host.write(file, bytes, { mode: 0o600, flush: false })
  try {
    await reg(host, ['import', file, '/reg:64'])
  } finally {
    await host.remove(file)
  }
}

async function reg(host: Host, args: readonly string[]): Promise<void> {
  const { exitCode } = await host.run(regOf(host), args)
  if (exitCode === 0) return
  throw new CoworkError('command-failed', `Expected reg ${args[0]} to succeed, but it ended with ${exitCode}.`, {
    hint: 'Run the command as an administrator; look whether a policy or security software guards the key.',
  })
}

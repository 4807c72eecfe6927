import { decodeRegistryText, readRegistryFile } from '@cowork-mdm/encoder'
import type { CommandHandler, Host, RunResult } from '@cowork-mdm/machine'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/** Values by key and name, each as a registry file writes it: `"text"`, `dword:00000001`, `hex(2):…`. */
type Store = Record<string, Record<string, string>>

interface Faults {
  /** Waits before each value that is set or removed, so that a process can be killed between two. */
  pauseMs?: number
  /** An import ends with an error after so many values. */
  failAfter?: number
}

const ABBREVIATIONS: Record<string, string> = { HKLM: 'HKEY_LOCAL_MACHINE', HKCU: 'HKEY_CURRENT_USER' }
const HEADER = 'Windows Registry Editor Version 5.00\r\n\r\n'

/**
 * Stands in for reg.exe where there is no Windows: `export`, `import`, `delete` and `query` of a few keys in one file, which
 * processes share. As the real one, it sets one value after the other, and what was set stays if it fails or is killed. It
 * is no registry: no permissions, no types beyond what is written, one process at a time.
 */
export function simulatedRegistry(file: string, faults: Faults = {}): CommandHandler {
  return async (args, { host }) => {
    const [verb, subject = '', ...rest] = args
    // The 32-bit view would be another key.
    if (rest.at(-1) !== '/reg:64') return failure('ERROR: Invalid syntax.')
    switch (verb) {
      case 'export':
        return await exportTo(host, rest[0]!, keyOf(subject))
      case 'import':
        return await importFrom(host, subject)
      case 'delete':
        return remove(keyOf(subject))
      case 'query':
        return query(keyOf(subject))
      default:
        return failure('ERROR: Invalid syntax.')
    }
  }

  async function exportTo(host: Host, path: string, key: string): Promise<RunResult> {
    const store = readStore(file)
    const keys = Object.keys(store).filter((name) => isIn(name, key))
    if (keys.length === 0) return failure('ERROR: The system was unable to find the specified registry key or value.')
    const sections = keys.sort().map((name) => {
      const lines = Object.entries(store[name]!).map(([value, data]) => `${quoted(value)}=${data}\r\n`)
      return `[${name}]\r\n${lines.join('')}\r\n`
    })
    await host.write(path, Buffer.from(`\ufeff${HEADER}${sections.join('')}`, 'utf16le'))
    return success('The operation completed successfully.')
  }

  async function importFrom(host: Host, path: string): Promise<RunResult> {
    const { text } = decodeRegistryText({ path, bytes: await host.read(path) })
    let count = 0
    for (const key of readRegistryFile(text, path).keys) {
      if (key.isRemoved) throw new Error('not simulated')
      change((store) => (store[spelled(store, key.path)] ??= {}))
      for (const { name, node } of key.values.entries) {
        if (faults.pauseMs !== undefined) await setTimeout(faults.pauseMs)
        if (count === faults.failAfter) return failure('ERROR: Error accessing the registry.')
        count += 1
        change((store) => {
          const values = store[spelled(store, key.path)]!
          const same = Object.keys(values).find((other) => other.toUpperCase() === name.toUpperCase()) ?? name
          if (node.type === 'null') delete values[same]
          else values[same] = text.slice(...node.range)
        })
      }
    }
    return success('The operation completed successfully.')
  }

  function remove(key: string): RunResult {
    change((store) => {
      for (const name of Object.keys(store).filter((other) => isIn(other, key))) delete store[name]
    })
    return success('The operation completed successfully.')
  }

  function query(key: string): RunResult {
    const keys = Object.keys(readStore(file)).filter((name) => isIn(name, key) && !isIn(key, name))
    const children = new Set(
      keys.map((name) =>
        name
          .split('\\')
          .slice(0, key.split('\\').length + 1)
          .join('\\'),
      ),
    )
    return success([...children].join('\r\n'))
  }

  function change(work: (store: Store) => void): void {
    const store = readStore(file)
    work(store)
    writeStore(file, store)
  }
}

export function readStore(file: string): Store {
  return JSON.parse(readFileSync(file, 'utf8')) as Store
}

/** As a registry does, whole or not at all. */
export function writeStore(file: string, store: Store): void {
  writeFileSync(`${file}.new`, JSON.stringify(store, null, 2))
  renameSync(`${file}.new`, file)
}

function keyOf(path: string): string {
  return path.replace(/^\w+/, (hive) => ABBREVIATIONS[hive] ?? hive)
}

function isIn(key: string, other: string): boolean {
  return `${key}\\`.toUpperCase().startsWith(`${other}\\`.toUpperCase())
}

function spelled(store: Store, key: string): string {
  return Object.keys(store).find((other) => isIn(other, key) && isIn(key, other)) ?? key
}

function quoted(name: string): string {
  return name === '' ? '@' : `"${name.replace(/[\\"]/g, '\\$&')}"`
}

function success(text: string): RunResult {
  return { exitCode: 0, stdout: Buffer.from(`${text}\r\n`), stderr: Buffer.alloc(0) }
}

function failure(text: string): RunResult {
  return { exitCode: 1, stdout: Buffer.alloc(0), stderr: Buffer.from(`${text}\r\n`) }
}

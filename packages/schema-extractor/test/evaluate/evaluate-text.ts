import { runInNewContext } from 'node:vm'
import { ModuleGraph } from '../../src/code/module-graph.js'
import { Program } from '../../src/evaluate/program.js'
import { ArrayValue, CollectionValue, isCallable, ObjectValue, Unknown, type Value } from '../../src/evaluate/values.js'

/** Value of the constant `x` of a script, found without running it. */
export function evaluate(code: string, files: Record<string, string> = {}): Value {
  const graph = new ModuleGraph(new Set(['main.js', ...Object.keys(files)]))
  for (const [path, text] of Object.entries(files)) graph.add(path, Buffer.from(text))
  const program = new Program(graph)
  return program
    .scope(graph.add('main.js', Buffer.from(code)))
    .lookup('x')
    ?.get()
}

/** Stands for a value that evaluation does not know, wherever it is inside another. */
export const UNKNOWN = '‹unknown›'

/** An evaluated value in plain JavaScript, for comparison. */
export function plain(value: Value): unknown {
  if (value instanceof Unknown) return UNKNOWN
  if (value instanceof ArrayValue) return value.open ? UNKNOWN : Array.from(value.items, plain)
  if (value instanceof CollectionValue) return { [value.kind]: [...value.entries].map((entry) => entry.map(plain)) }
  if (value instanceof ObjectValue) {
    if (value.open) return UNKNOWN
    const entries = [...value.slots].map(([name, slot]): [string, unknown] => [
      name,
      'value' in slot ? plain(slot.value) : '‹getter›',
    ])
    return Object.fromEntries(entries)
  }
  if (isCallable(value)) return '‹function›'
  return value
}

/** What the same script gives when it is run. The scripts are ours. */
export function run(code: string): unknown {
  return plainRun(runInNewContext(`${code};x`, { URL }, { timeout: 1_000 }))
}

function plainRun(value: unknown): unknown {
  if (typeof value === 'function') return '‹function›'
  if (typeof value !== 'object' || value === null) return value
  const tag = Object.prototype.toString.call(value)
  if (tag === '[object Array]') return Array.from(value as unknown[], plainRun)
  if (tag === '[object Set]')
    return { set: [...(value as Set<unknown>)].map((item) => [plainRun(item), plainRun(item)]) }
  if (tag === '[object Map]') return { map: [...(value as Map<unknown, unknown>)].map((entry) => entry.map(plainRun)) }
  if (tag === '[object RegExp]') return new RegExp((value as RegExp).source, (value as RegExp).flags)
  if (value instanceof URL) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plainRun(item)]))
}

import {
  ArrayValue,
  CollectionValue,
  isCallable,
  MatchValue,
  NativeFunction,
  ObjectValue,
  SYMBOL_KEY,
  Unknown,
  type Value,
} from './values.js'

/** Stands for what a built-in gives when it is applied to something unknown. */
export const UNKNOWN_ARGUMENT = new Unknown('a built-in applied to an unknown value')

/** Thrown into interpreted code, which may catch it. */
export class Thrown extends Error {
  override readonly name = 'Thrown'
  constructor(readonly value: Value) {
    super('thrown by interpreted code' + (value instanceof Unknown ? ': ' + value.reason : ''))
  }
}

/** Own properties in order, or undefined when they cannot be listed. */
export function ownEntries(value: Value): [string, Value][] | undefined {
  if (value instanceof ArrayValue && !(value instanceof MatchValue) && !value.open)
    return value.items.map((item, index) => [String(index), item])
  if (!(value instanceof ObjectValue) || value.open) return undefined
  const entries: [string, Value][] = []
  for (const name of namesInOrder(value)) {
    const slot = value.slots.get(name)!
    if (!('value' in slot)) return undefined
    entries.push([name, slot.value])
  }
  return entries
}

/** Names of an object's properties: those that are indices first, in their order, then the others as they came. */
function namesInOrder(object: ObjectValue): string[] {
  const names = [...object.slots.keys()].filter((name) => !name.startsWith(SYMBOL_KEY))
  const indices = names.filter((name) => /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1)
  if (indices.length === 0) return names
  const isIndex = new Set(indices)
  return [...indices.sort((left, right) => Number(left) - Number(right)), ...names.filter((name) => !isIndex.has(name))]
}

/** The items of an array, set or map, or undefined when they cannot be listed. */
export function iterate(value: Value): Value[] | undefined {
  if (value instanceof ArrayValue) return value.open ? undefined : value.items
  if (value instanceof CollectionValue) {
    return [...value.entries].map(([key, entry]) => (value.kind === 'set' ? key : new ArrayValue([key, entry])))
  }
  if (typeof value === 'string') return [...value]
  return undefined
}

/** What the method at `Symbol.iterator` of a list, set, map or text gives. */
export function iterator(value: Value): Value {
  const items = iterate(value)
  if (!items) return new Unknown('an iterator of an unknown list')
  let index = 0
  const next = (): Value => {
    const done = index >= items.length
    return ObjectValue.of([
      ['value', done ? undefined : items[index++]],
      ['done', done],
    ])
  }
  return ObjectValue.of([['next', new NativeFunction('next', next)]])
}

/**
 * The items that a spread, a loop or a pattern takes, or undefined when they cannot be listed.
 * @throws Thrown for what has no items, as the runtime does
 */
export function itemsOf(value: Value): Value[] | undefined {
  const items = iterate(value)
  const hasNone =
    typeof value !== 'object' ||
    value === null ||
    value instanceof RegExp ||
    isCallable(value) ||
    (value instanceof ObjectValue && !value.open)
  if (!items && hasNone) throw new Thrown(new Unknown('something that cannot be iterated'))
  return items
}

/** The names of an object's own properties, as a list value. */
export function propertyNames(value: Value): Value {
  if (value instanceof ObjectValue && !value.open) return new ArrayValue(namesInOrder(value))
  return mapEntries(value, ([name]) => name)
}

/** A list with something of each own property. */
export function mapEntries(value: Value, pick: (entry: [string, Value]) => Value): Value {
  const entries = ownEntries(value)
  return entries ? new ArrayValue(entries.map(pick)) : UNKNOWN_ARGUMENT
}

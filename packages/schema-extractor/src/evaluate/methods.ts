import type { Meter } from '../code/meter.js'
import type { Evaluator } from './evaluator.js'
import { LIMITS } from './limits.js'
import { iterate } from './natives.js'
import { matchResult, runPattern } from './regular-expressions.js'
import { joined, toText } from './text.js'
import { WEIGHT, weightOf, weightOfAll } from './weight.js'
import {
  ArrayValue,
  CollectionValue,
  FunctionValue,
  NativeFunction,
  ObjectValue,
  truthiness,
  Unknown,
  type Value,
} from './values.js'
import { stringMethod } from './string-methods.js'
import { Undecidable } from './statements.js'
import { ZodValue } from '../zod/zod-value.js'

/** Methods that take no longer for a long list or a large map than for a small one. */
const CHEAP = new Set('push pop at get has set add delete'.split(' '))

/** Calls a method that a built-in type brings along. */
export function callMethod(evaluator: Evaluator, object: Value, name: string, args: Value[]): Value {
  evaluator.meter.spend(WEIGHT.list + weightOfAll(args) + (CHEAP.has(name) ? 0 : weightOf(object)))
  const result = dispatch(evaluator, object, name, args)
  // Methods that give the object itself, for chaining, make nothing.
  if (result !== object) evaluator.meter.spend(weightOf(result))
  return result
}

function dispatch(evaluator: Evaluator, object: Value, name: string, args: Value[]): Value {
  if (object instanceof Unknown) return registration(name, args) ?? object
  if (typeof object === 'string') return stringMethod(evaluator, object, name, args)
  if (typeof object === 'number') return name === 'toString' ? String(object) : new Unknown(`Number.${name}`)
  if (object instanceof ArrayValue) return arrayMethod(evaluator, object, name, args)
  if (object instanceof CollectionValue) return collectionMethod(evaluator, object, name, args)
  if (object instanceof RegExp) return regExpMethod(evaluator, object, name, args)
  if (object instanceof FunctionValue || object instanceof NativeFunction)
    return functionMethod(evaluator, object, name, args)
  if (object instanceof URL) return name === 'toString' ? String(object) : new Unknown(`URL.${name}`)
  if (object instanceof ObjectValue) {
    const key = toText(args[0])
    if (name === 'hasOwnProperty' && key !== undefined && !object.open) return object.has(key)
    return registration(name, args) ?? new Unknown(`the object has no ${name}`)
  }
  return new Unknown(`a method ${name} that is not evaluated`)
}

/** `registry.add(schema, metadata)` and its like attach the metadata, whatever the registry is. */
function registration(name: string, args: Value[]): Value | undefined {
  const [schema, metadata] = args
  if (!(schema instanceof ZodValue) || !(metadata instanceof ObjectValue)) return undefined
  if (name !== 'set' && name !== 'add') return undefined
  schema.attached.push(metadata)
  return new Unknown('a registry')
}

function regExpMethod({ meter }: Evaluator, pattern: RegExp, name: string, args: Value[]): Value {
  const input = toText(args[0])
  if (input === undefined) return new Unknown('a pattern applied to an unknown text')
  if (name === 'test') return runPattern(meter, pattern, input, (own) => own.test(input))
  if (name === 'exec') return runPattern(meter, pattern, input, (own) => matchResult(own.exec(input)))
  return new Unknown(`RegExp.${name}`)
}

function functionMethod(evaluator: Evaluator, callee: Value, name: string, args: Value[]): Value {
  if (name === 'call') return evaluator.call(callee, args.slice(1), args[0])
  if (name === 'apply') {
    const list = args[1] === undefined ? [] : iterate(args[1])
    return list ? evaluator.call(callee, list, args[0]) : new Unknown('apply of an unknown list')
  }
  if (name === 'bind') {
    const [thisValue, ...first] = args
    evaluator.meter.spend(WEIGHT.function)
    return new NativeFunction('bound', (rest) => evaluator.call(callee, [...first, ...rest], thisValue))
  }
  return new Unknown(`Function.${name}`)
}

function collectionMethod(evaluator: Evaluator, collection: CollectionValue, name: string, args: Value[]): Value {
  const [key, value] = args
  switch (name) {
    case 'has':
      return key instanceof Unknown ? key : collection.entries.has(key)
    case 'get':
      return collection.entries.get(key)
    case 'add':
    case 'set':
      registration(name, args)
      if (collection.entries.size >= LIMITS.length) throw new Undecidable('a collection that grows too large')
      collection.entries.set(key, name === 'add' ? key : value)
      return collection
    case 'delete':
      return collection.entries.delete(key)
    case 'keys':
      return new ArrayValue([...collection.entries.keys()])
    case 'values':
      return new ArrayValue([...collection.entries.values()])
    case 'entries':
      return new ArrayValue(iterate(collection))
    case 'forEach':
      for (const [entryKey, entry] of collection.entries) evaluator.call(key, [entry, entryKey])
      return undefined
    default:
      return new Unknown(`a method ${name} of a collection`)
  }
}

function decided(value: Value): boolean {
  const truth = truthiness(value)
  if (truth === undefined) throw new Undecidable('a test of list items that depends on the running app')
  return truth
}

function arrayMethod(evaluator: Evaluator, array: ArrayValue, name: string, args: Value[]): Value {
  if (array.open && name !== 'push') return array.open
  const { items } = array
  const [first, second] = args
  const apply = (item: Value, index: number) => evaluator.call(first, [item, index, array])
  switch (name) {
    case 'map':
      return new ArrayValue(items.map(apply))
    case 'flatMap':
      return flatten(evaluator.meter, items.map(apply), 1)
    case 'flat':
      return flatten(evaluator.meter, items, typeof first === 'number' ? first : 1)
    case 'filter':
      return new ArrayValue(items.filter((item, index) => decided(apply(item, index))))
    case 'find':
      return items.find((item, index) => decided(apply(item, index)))
    case 'findIndex':
      return items.findIndex((item, index) => decided(apply(item, index)))
    case 'some':
      return items.some((item, index) => decided(apply(item, index)))
    case 'every':
      return items.every((item, index) => decided(apply(item, index)))
    case 'forEach':
      items.forEach(apply)
      return undefined
    case 'reduce': {
      let total = args.length > 1 ? second : items[0]
      const start = args.length > 1 ? 0 : 1
      for (let index = start; index < items.length; index++) {
        total = evaluator.call(first, [total, items[index], index, array])
      }
      return total
    }
    case 'includes':
      if (second !== undefined) return new Unknown('a part of a list')
      return (
        items.includes(first) ||
        (items.some((item) => item instanceof Unknown) ? new Unknown('an unknown item') : false)
      )
    case 'indexOf':
      return second === undefined && !items.some((item) => item instanceof Unknown)
        ? items.indexOf(first)
        : new Unknown('an unknown item')
    case 'join': {
      const separator = first === undefined ? ',' : toText(first)
      const text = separator === undefined ? undefined : joined(array, separator)
      return text ?? new Unknown('a list that has no known text')
    }
    case 'concat':
      return flatten(evaluator.meter, [array, ...args], 1)
    case 'slice':
      return new ArrayValue(items.slice(asNumber(first), asNumber(second)))
    case 'at':
      return items.at(asNumber(first) ?? 0)
    case 'reverse':
    case 'toReversed':
      return name === 'reverse' ? (items.reverse(), array) : new ArrayValue([...items].reverse())
    case 'sort':
    case 'toSorted':
      return sorted(evaluator, array, name === 'sort', first)
    case 'push':
      checkLength(items.length + args.length)
      for (const arg of args) items.push(arg)
      return items.length
    case 'pop':
      return items.pop()
    case 'shift':
      return items.shift()
    case 'unshift':
      checkLength(items.length + args.length)
      items.reverse()
      for (const arg of [...args].reverse()) items.push(arg)
      items.reverse()
      return items.length
    case 'keys':
      return new ArrayValue(items.map((_, index) => index))
    case 'values':
      return new ArrayValue([...items])
    case 'entries':
      return new ArrayValue(items.map((item, index) => new ArrayValue([index, item])))
    default:
      return new Unknown(`Array.${name}`)
  }
}

function asNumber(value: Value): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function checkLength(length: number): void {
  if (length > LIMITS.length) throw new Undecidable('a list that grows too long')
}

function flatten(meter: Meter, items: readonly Value[], depth: number): ArrayValue {
  const flat = new ArrayValue()
  const add = (parts: readonly Value[], left: number): void => {
    meter.spend(1)
    for (const part of parts) {
      if (part instanceof ArrayValue && left > 0) {
        flat.open ??= part.open
        add(part.items, left - 1)
      } else checkLength(flat.items.push(part))
    }
  }
  add(items, depth)
  return flat
}

function compareTexts(left: string | undefined, right: string | undefined): number {
  if (left === undefined || right === undefined) throw new Undecidable('an order of unknown items')
  return left < right ? -1 : Number(left > right)
}

function sorted(evaluator: Evaluator, array: ArrayValue, inPlace: boolean, compare: Value): Value {
  const items = inPlace ? array.items : [...array.items]
  items.sort((left, right) => {
    const order =
      compare === undefined ? compareTexts(toText(left), toText(right)) : evaluator.call(compare, [left, right])
    if (typeof order !== 'number') throw new Undecidable('an order that depends on the running app')
    return order
  })
  return inPlace ? array : new ArrayValue(items)
}

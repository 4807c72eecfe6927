import type { Evaluator } from './evaluator.js'
import { LIMITS } from './limits.js'
import { iterate } from './natives.js'
import { isSafeToRun, matchResult } from './regular-expressions.js'
import { binary } from './operators.js'
import { toText } from './text.js'
import {
  ArrayValue,
  CollectionValue,
  FunctionValue,
  isCallable,
  NativeFunction,
  ObjectValue,
  truthiness,
  Unknown,
  type Value,
} from './values.js'
import { Undecidable } from './statements.js'
import { ZodValue } from '../zod/zod-value.js'

/** Calls a method that a built-in type brings along. */
export function callMethod(evaluator: Evaluator, object: Value, name: string, args: Value[]): Value {
  if (object instanceof Unknown) return registration(name, args) ?? object
  if (typeof object === 'string') return stringMethod(evaluator, object, name, args)
  if (typeof object === 'number') return name === 'toString' ? String(object) : new Unknown(`Number.${name}`)
  if (object instanceof ArrayValue) return arrayMethod(evaluator, object, name, args)
  if (object instanceof CollectionValue) return collectionMethod(evaluator, object, name, args)
  if (object instanceof RegExp) return regExpMethod(object, name, args)
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

function regExpMethod(pattern: RegExp, name: string, args: Value[]): Value {
  const input = toText(args[0])
  if (input === undefined || !isSafeToRun(pattern, input)) return new Unknown('a pattern applied to an unknown text')
  if (name === 'test') return new RegExp(pattern).test(input)
  if (name === 'exec') return matchResult(new RegExp(pattern).exec(input))
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
    return new NativeFunction('bound', (rest) => evaluator.call(callee, [...first, ...rest], thisValue))
  }
  return new Unknown(`Function.${name}`)
}

const PLAIN_STRING_METHODS = new Set(
  'trim trimStart trimEnd toLowerCase toUpperCase startsWith endsWith includes indexOf lastIndexOf slice substring charAt charCodeAt at concat toString'.split(
    ' ',
  ),
)

function stringMethod(evaluator: Evaluator, text: string, name: string, args: Value[]): Value {
  if (PLAIN_STRING_METHODS.has(name)) {
    if (args.some((arg) => typeof arg === 'object' && arg !== null)) return new Unknown(`String.${name} of an object`)
    return (text as unknown as Record<string, (...args: Value[]) => Value>)[name]!(...args)
  }
  const [first, second] = args
  switch (name) {
    case 'split':
    case 'match':
    case 'search':
    case 'replace':
    case 'replaceAll':
      break
    case 'repeat':
    case 'padStart':
    case 'padEnd': {
      if (typeof first !== 'number' || first * Math.max(1, text.length) > LIMITS.length)
        return new Unknown(`String.${name}`)
      return name === 'repeat' ? text.repeat(Math.max(0, first)) : text[name](first, toText(second ?? ' '))
    }
    default:
      return new Unknown(`String.${name}`)
  }
  if (typeof first !== 'string' && !(first instanceof RegExp)) return new Unknown(`String.${name} by something unknown`)
  if (first instanceof RegExp && !isSafeToRun(first, text)) return new Unknown('a pattern that is not run here')
  if (name === 'split') return new ArrayValue(text.split(first))
  if (name === 'match') return matchResult(text.match(first))
  if (name === 'search') return text.search(first)
  if (isCallable(second)) {
    let unknown: Unknown | undefined
    const replaced = text.replace(first, (...parts: unknown[]) => {
      const part = toText(
        evaluator.call(
          second,
          parts.filter((piece): piece is string => typeof piece === 'string'),
        ),
      )
      if (part === undefined) unknown = new Unknown('an unknown replacement')
      return part ?? ''
    })
    return unknown ?? replaced
  }
  const replacement = toText(second)
  if (replacement === undefined) return new Unknown('an unknown replacement')
  return name === 'replace' ? text.replace(first, replacement) : text.replaceAll(first, replacement)
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
      if (collection.entries.size < LIMITS.length) collection.entries.set(key, name === 'add' ? key : value)
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
      return flatten(items.map(apply), 1)
    case 'flat':
      return flatten(items, typeof first === 'number' ? first : 1)
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
      return (
        items.includes(first) ||
        (items.some((item) => item instanceof Unknown) ? new Unknown('an unknown item') : false)
      )
    case 'indexOf':
      return items.indexOf(first)
    case 'join': {
      const texts = items.map((item) => (item === null || item === undefined ? '' : toText(item)))
      if (texts.includes(undefined)) return new Unknown('a list with an unknown item')
      return texts.join(first === undefined ? ',' : toText(first))
    }
    case 'concat':
      return flatten([array, ...args], 1)
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
      if (items.length + args.length > LIMITS.length) throw new Undecidable('a list that grows too long')
      return items.push(...args)
    case 'pop':
      return items.pop()
    case 'shift':
      return items.shift()
    case 'unshift':
      return items.unshift(...args)
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

function flatten(items: Value[], depth: number): ArrayValue {
  const flat = new ArrayValue()
  for (const item of items) {
    if (!(item instanceof ArrayValue) || depth < 1) flat.items.push(item)
    else {
      flat.open ??= item.open
      flat.items.push(...(depth > 1 ? flatten(item.items, depth - 1).items : item.items))
    }
  }
  return flat
}

function sorted(evaluator: Evaluator, array: ArrayValue, inPlace: boolean, compare: Value): Value {
  const items = inPlace ? array.items : [...array.items]
  items.sort((left, right) => {
    const order =
      compare === undefined
        ? decided(binary('<', toText(left) ?? new Unknown('an unknown item'), toText(right) ?? ''))
          ? -1
          : Number(toText(left) !== toText(right))
        : evaluator.call(compare, [left, right])
    if (typeof order !== 'number') throw new Undecidable('an order that depends on the running app')
    return order
  })
  return inPlace ? array : new ArrayValue(items)
}

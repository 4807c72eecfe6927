import type { JsonValue } from '@cowork-mdm/schema'
import { LIMITS } from './limits.js'
import { toText } from './text.js'
import { ArrayValue, CollectionValue, NativeFunction, ObjectValue, type Slot, Unknown, type Value } from './values.js'
import { fromJson, toJson } from './json.js'

const UNKNOWN_ARGUMENT = new Unknown('a built-in applied to an unknown value')

function native(
  name: string,
  call: (args: Value[]) => Value,
  statics: Record<string, (args: Value[]) => Value> = {},
  construct?: (args: Value[]) => Value,
): NativeFunction {
  const built = new NativeFunction(name, call, construct)
  for (const [member, behaviour] of Object.entries(statics)) {
    built.statics.set(member, new NativeFunction(`${name}.${member}`, behaviour))
  }
  return built
}

function pure(name: string, behaviour: (...args: never[]) => Value): (args: Value[]) => Value {
  return (args) => {
    if (args.some((arg) => typeof arg === 'object' && arg !== null)) return new Unknown(`${name} of an object`)
    try {
      return behaviour(...(args as never[]))
    } catch {
      return new Unknown(`${name} failed`)
    }
  }
}

/** Own properties in order, or undefined when they cannot be listed. */
export function ownEntries(value: Value): [string, Value][] | undefined {
  if (value instanceof ArrayValue && !value.open) return value.items.map((item, index) => [String(index), item])
  if (!(value instanceof ObjectValue) || value.open) return undefined
  const entries: [string, Value][] = []
  for (const [name, slot] of value.slots) {
    if (!('value' in slot)) return undefined
    entries.push([name, slot.value])
  }
  return entries
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

function collection(kind: 'set' | 'map', name: string): NativeFunction {
  const make = (args: Value[]): Value => {
    const made = new CollectionValue(kind)
    if (args[0] === undefined || args[0] === null) return made
    const items = iterate(args[0])
    if (!items) return new Unknown(`new ${name} of an unknown list`)
    for (const item of items) {
      if (kind === 'set') made.entries.set(item, item)
      else if (item instanceof ArrayValue) made.entries.set(item.items[0], item.items[1])
      else return new Unknown(`new ${name} of an unknown list`)
    }
    return made
  }
  return native(name, make, {}, make)
}

const objectStatics: Record<string, (args: Value[]) => Value> = {
  keys: ([value]) => propertyNames(value),
  getOwnPropertyNames: ([value]) => propertyNames(value),
  values: ([value]) => mapEntries(value, ([, entry]) => entry),
  entries: ([value]) => mapEntries(value, ([name, entry]) => new ArrayValue([name, entry])),
  fromEntries: ([value]) => {
    const items = iterate(value)
    if (!items) return UNKNOWN_ARGUMENT
    const object = new ObjectValue()
    for (const item of items) {
      const name = item instanceof ArrayValue ? toText(item.items[0]) : undefined
      if (name === undefined) return UNKNOWN_ARGUMENT
      object.set(name, (item as ArrayValue).items[1])
    }
    return object
  },
  assign: ([target, ...sources]) => {
    if (!(target instanceof ObjectValue)) return target
    for (const source of sources) {
      if (source instanceof ObjectValue) for (const [name, slot] of source.slots) target.slots.set(name, slot)
      if (source instanceof Unknown) target.open = source
    }
    return target
  },
  freeze: ([value]) => value,
  seal: ([value]) => value,
  preventExtensions: ([value]) => value,
  create: ([prototype]) => (prototype === null ? new ObjectValue() : new Unknown('Object.create with a prototype')),
  defineProperty: ([target, name, descriptor]) => {
    const property = toText(name)
    if (target instanceof ObjectValue && property !== undefined && descriptor instanceof ObjectValue) {
      const getter = descriptor.plain('get')
      if (getter !== undefined) target.slots.set(property, { get: getter })
      else target.set(property, descriptor.plain('value'))
    }
    return target
  },
  defineProperties: ([target, descriptors]) => {
    for (const [name, descriptor] of ownEntries(descriptors) ?? [])
      objectStatics['defineProperty']!([target, name, descriptor])
    return target
  },
  getOwnPropertyDescriptor: ([value, name]) => {
    const property = toText(name)
    const slot = value instanceof ObjectValue && property !== undefined ? value.slots.get(property) : undefined
    return slot && descriptorOf(slot)
  },
  getOwnPropertyDescriptors: ([value]) =>
    value instanceof ObjectValue && !value.open
      ? ObjectValue.of([...value.slots].map(([name, slot]) => [name, descriptorOf(slot)]))
      : UNKNOWN_ARGUMENT,
  getOwnPropertySymbols: () => new ArrayValue(),
  getPrototypeOf: () => new Unknown('a prototype'),
  hasOwn: ([value, name]) => {
    const property = toText(name)
    return value instanceof ObjectValue && property !== undefined && !value.open
      ? value.has(property)
      : UNKNOWN_ARGUMENT
  },
  is: ([left, right]) =>
    left instanceof Unknown || right instanceof Unknown ? UNKNOWN_ARGUMENT : Object.is(left, right),
}

function descriptorOf(slot: Slot): ObjectValue {
  return ObjectValue.of([...Object.entries(slot), ['enumerable', true]] as [string, Value][])
}

/** The names of an object's own properties, as a list value. */
export function propertyNames(value: Value): Value {
  if (value instanceof ObjectValue && !value.open) return new ArrayValue([...value.slots.keys()])
  return mapEntries(value, ([name]) => name)
}

function mapEntries(value: Value, pick: (entry: [string, Value]) => Value): Value {
  const entries = ownEntries(value)
  return entries ? new ArrayValue(entries.map(pick)) : UNKNOWN_ARGUMENT
}

function makeUrl(args: Value[]): URL | Unknown | undefined {
  const [input, base] = args
  if (input instanceof URL) return input
  if (typeof input !== 'string' || (base !== undefined && typeof base !== 'string'))
    return new Unknown('an unknown URL')
  try {
    return new URL(input, base)
  } catch {
    return undefined
  }
}

/** Thrown into interpreted code, which may catch it. */
export class Thrown extends Error {
  override readonly name = 'Thrown'
  constructor(readonly value: Value) {
    super('thrown by interpreted code')
  }
}

function constructUrl(args: Value[]): Value {
  const url = makeUrl(args)
  if (url === undefined) throw new Thrown(new Unknown('Invalid URL'))
  return url
}

function makeRegExp([pattern, flags]: Value[]): Value {
  if (pattern instanceof RegExp && flags === undefined) return pattern
  const source = pattern instanceof RegExp ? pattern.source : pattern
  if (typeof source !== 'string' || source.length > LIMITS.length) return new Unknown('an unknown pattern')
  if (flags !== undefined && typeof flags !== 'string') return new Unknown('unknown flags of a pattern')
  try {
    return new RegExp(source, flags)
  } catch {
    return new Unknown('an invalid pattern')
  }
}

function parseJson([text]: Value[]): Value {
  if (typeof text !== 'string') return new Unknown('JSON.parse of an unknown text')
  try {
    return fromJson(JSON.parse(text) as JsonValue)
  } catch {
    throw new Thrown(new Unknown('invalid JSON'))
  }
}

function stringifyJson([value]: Value[]): Value {
  const json = toJson(value)
  return json === undefined ? new Unknown('JSON.stringify of an unknown value') : JSON.stringify(json)
}

const MATH: Record<string, (...values: number[]) => number> = {
  min: (...values) => Math.min(...values),
  max: (...values) => Math.max(...values),
  pow: (base, exponent) => Math.pow(base, exponent),
  floor: (value) => Math.floor(value),
  ceil: (value) => Math.ceil(value),
  round: (value) => Math.round(value),
  trunc: (value) => Math.trunc(value),
  abs: (value) => Math.abs(value),
}

const numberStatics = {
  isInteger: pure('Number.isInteger', (value: Value) => Number.isInteger(value)),
  isFinite: pure('Number.isFinite', (value: Value) => Number.isFinite(value)),
  isNaN: pure('Number.isNaN', (value: Value) => Number.isNaN(value)),
  isSafeInteger: pure('Number.isSafeInteger', (value: Value) => Number.isSafeInteger(value)),
}
const numberFunction = native(
  'Number',
  pure('Number', (value: Value) => Number(value ?? 0)),
  numberStatics,
)
numberFunction.statics.set('MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER)
numberFunction.statics.set('MIN_SAFE_INTEGER', Number.MIN_SAFE_INTEGER)

function failure(name: string): NativeFunction {
  const make = ([message]: Value[]): Value => ObjectValue.of([['message', message]])
  return native(name, make, {}, make)
}

const objectFunction = native('Object', ([value]) => value ?? new ObjectValue(), objectStatics)
objectFunction.statics.set(
  'prototype',
  ObjectValue.of([
    [
      'hasOwnProperty',
      new NativeFunction('hasOwnProperty', ([name], object) => objectStatics['hasOwn']!([object, name])),
    ],
  ]),
)

/** Global names that evaluation knows; every other global is unknown. */
export const GLOBALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['undefined', undefined],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['Object', objectFunction],
  [
    'Array',
    native('Array', (args) => new ArrayValue(args), {
      isArray: ([value]) => (value instanceof Unknown ? value : value instanceof ArrayValue),
      from: ([value]) => {
        const items = iterate(value)
        return items ? new ArrayValue([...items]) : UNKNOWN_ARGUMENT
      },
      of: (args) => new ArrayValue(args),
    }),
  ],
  [
    'String',
    native('String', ([value]) => toText(value) ?? new Unknown('String of an unknown value'), {
      raw: () => new Unknown('String.raw'),
    }),
  ],
  ['Number', numberFunction],
  [
    'parseInt',
    native(
      'parseInt',
      pure('parseInt', (text: string, radix?: number) => parseInt(text, radix)),
    ),
  ],
  [
    'parseFloat',
    native(
      'parseFloat',
      pure('parseFloat', (text: string) => parseFloat(text)),
    ),
  ],
  ['Boolean', native('Boolean', ([value]) => (value instanceof Unknown ? value : Boolean(value)))],
  [
    'Math',
    ObjectValue.of(
      Object.entries(MATH).map(([name, behaviour]) => [
        name,
        new NativeFunction(`Math.${name}`, pure(`Math.${name}`, behaviour)),
      ]),
    ),
  ],
  [
    'JSON',
    ObjectValue.of([
      ['parse', new NativeFunction('JSON.parse', parseJson)],
      ['stringify', new NativeFunction('JSON.stringify', stringifyJson)],
    ]),
  ],
  ['Set', collection('set', 'Set')],
  ['WeakSet', collection('set', 'WeakSet')],
  ['Map', collection('map', 'Map')],
  ['WeakMap', collection('map', 'WeakMap')],
  ['RegExp', native('RegExp', makeRegExp, {}, makeRegExp)],
  [
    'URL',
    native(
      'URL',
      constructUrl,
      {
        canParse: (args) => {
          const url = makeUrl(args)
          return url instanceof Unknown ? url : url !== undefined
        },
      },
      constructUrl,
    ),
  ],
  ['Error', failure('Error')],
  ['TypeError', failure('TypeError')],
  ['RangeError', failure('RangeError')],
])

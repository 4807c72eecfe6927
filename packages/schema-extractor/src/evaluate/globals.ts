import type { JsonValue } from '@cowork-mdm/schema'
import type { Meter } from '../code/meter.js'
import { fromJson, toJson } from './json.js'
import { LIMITS } from './limits.js'
import { iterate, itemsOf, Thrown, UNKNOWN_ARGUMENT } from './natives.js'
import { OBJECT_FUNCTIONS } from './object-natives.js'
import { toText } from './text.js'
import {
  ArrayValue,
  CollectionValue,
  ITERATOR,
  NativeFunction,
  ObjectValue,
  SymbolValue,
  Unknown,
  type Value,
} from './values.js'

type Behaviour = (args: Value[], thisValue: Value, meter: Meter) => Value

/**
 * The global names that evaluation knows; every other global is unknown. Each program has its own, as code of the bundle may
 * change them.
 */
export function makeGlobals(): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ['undefined', undefined],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['Object', makeObject()],
    ['Array', native('Array', makeArray, ARRAY_FUNCTIONS, makeArray)],
    ['String', native('String', makeString, { raw: () => new Unknown('String.raw') })],
    ['Number', makeNumber()],
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
    ['Math', namespace('Math', MATH_FUNCTIONS)],
    ['JSON', namespace('JSON', { parse: parseJson, stringify: stringifyJson })],
    ['Symbol', makeSymbol()],
    ['Set', collection('set', 'Set')],
    ['WeakSet', collection('set', 'WeakSet')],
    ['Map', collection('map', 'Map')],
    ['WeakMap', collection('map', 'WeakMap')],
    ['RegExp', native('RegExp', makeRegExp, {}, makeRegExp)],
    ['URL', native('URL', constructUrl, { canParse }, constructUrl)],
    ['Error', failure('Error')],
    ['TypeError', failure('TypeError')],
    ['RangeError', failure('RangeError')],
  ])
}

function native(
  name: string,
  call: Behaviour,
  statics: Record<string, Behaviour> = {},
  construct?: (args: Value[], meter: Meter) => Value,
): NativeFunction {
  const built = new NativeFunction(name, call, construct)
  for (const [member, behaviour] of Object.entries(statics)) {
    built.statics.set(member, new NativeFunction(`${name}.${member}`, behaviour))
  }
  return built
}

function namespace(name: string, functions: Record<string, Behaviour>): ObjectValue {
  return ObjectValue.of(
    Object.entries(functions).map(([member, behaviour]) => [
      member,
      new NativeFunction(`${name}.${member}`, behaviour),
    ]),
  )
}

/** A built-in of primitives, as the runtime itself computes it. */
function pure(name: string, behaviour: (...args: never[]) => Value): Behaviour {
  return (args) => {
    if (args.some((arg) => typeof arg === 'object' && arg !== null)) return new Unknown(`${name} of an object`)
    try {
      return behaviour(...(args as never[]))
    } catch {
      return new Unknown(`${name} failed`)
    }
  }
}

function makeObject(): NativeFunction {
  const object = native('Object', ([value]) => value ?? new ObjectValue(), OBJECT_FUNCTIONS)
  const hasOwn: Behaviour = ([name], self) => OBJECT_FUNCTIONS['hasOwn']!([self, name])
  object.statics.set('prototype', ObjectValue.of([['hasOwnProperty', new NativeFunction('hasOwnProperty', hasOwn)]]))
  return object
}

/** The symbols of the language; those that a program makes are unknown. */
function makeSymbol(): NativeFunction {
  const symbol = native('Symbol', () => new Unknown('a symbol'), { for: () => new Unknown('a symbol') })
  symbol.statics.set('iterator', ITERATOR)
  for (const name of ['asyncIterator', 'toPrimitive', 'toStringTag', 'hasInstance'])
    symbol.statics.set(name, new SymbolValue(name))
  return symbol
}

/** `Array(3)` is a list of three holes, `Array(1, 2)` one of two numbers. */
function makeArray(args: Value[]): Value {
  if (args.length !== 1 || typeof args[0] !== 'number') return new ArrayValue([...args])
  const [length] = args
  if (!Number.isInteger(length) || length < 0 || length > LIMITS.length) return new Unknown('a list of unknown length')
  return new ArrayValue(new Array<Value>(length).fill(undefined))
}

const ARRAY_FUNCTIONS: Record<string, Behaviour> = {
  isArray: ([value]) => (value instanceof Unknown ? value : value instanceof ArrayValue),
  from: ([value, map]) => {
    const items = map === undefined ? iterate(value) : undefined
    return items ? new ArrayValue([...items]) : UNKNOWN_ARGUMENT
  },
  of: (args) => new ArrayValue([...args]),
}

function makeString(args: Value[]): Value {
  return args.length === 0 ? '' : (toText(args[0]) ?? new Unknown('String of an unknown value'))
}

function makeNumber(): NativeFunction {
  const built = native(
    'Number',
    pure('Number', (...args: Value[]) => (args.length === 0 ? 0 : Number(args[0]))),
    {
      isInteger: pure('Number.isInteger', (value: Value) => Number.isInteger(value)),
      isFinite: pure('Number.isFinite', (value: Value) => Number.isFinite(value)),
      isNaN: pure('Number.isNaN', (value: Value) => Number.isNaN(value)),
      isSafeInteger: pure('Number.isSafeInteger', (value: Value) => Number.isSafeInteger(value)),
    },
  )
  built.statics.set('MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER)
  built.statics.set('MIN_SAFE_INTEGER', Number.MIN_SAFE_INTEGER)
  return built
}

const MATH_FUNCTIONS: Record<string, Behaviour> = {
  min: pure('Math.min', (...values: number[]) => Math.min(...values)),
  max: pure('Math.max', (...values: number[]) => Math.max(...values)),
  pow: pure('Math.pow', (base: number, exponent: number) => Math.pow(base, exponent)),
  floor: pure('Math.floor', (value: number) => Math.floor(value)),
  ceil: pure('Math.ceil', (value: number) => Math.ceil(value)),
  round: pure('Math.round', (value: number) => Math.round(value)),
  trunc: pure('Math.trunc', (value: number) => Math.trunc(value)),
  abs: pure('Math.abs', (value: number) => Math.abs(value)),
}

function parseJson([text, reviver]: Value[], _self: Value, meter: Meter): Value {
  if (typeof text !== 'string' || reviver !== undefined) return new Unknown('JSON.parse of an unknown text')
  // Up to one value for every other character, each of which takes some memory.
  meter.spend(text.length * 2)
  try {
    return fromJson(JSON.parse(text) as JsonValue)
  } catch {
    throw new Thrown(new Unknown('invalid JSON'))
  }
}

function stringifyJson([value, replacer, indent]: Value[], _self: Value, meter: Meter): Value {
  const json = (replacer ?? indent) === undefined ? toJson(value, meter) : undefined
  const text = json === undefined ? undefined : JSON.stringify(json)
  return text === undefined || text.length > LIMITS.length ? new Unknown('JSON.stringify of an unknown value') : text
}

function collection(kind: 'set' | 'map', name: string): NativeFunction {
  const make = (args: Value[]): Value => {
    const made = new CollectionValue(kind)
    if (args[0] === undefined || args[0] === null) return made
    const items = itemsOf(args[0])
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

function makeUrl([input, base]: Value[]): URL | Unknown | undefined {
  if (input instanceof URL) return input
  if (typeof input !== 'string' || (base !== undefined && typeof base !== 'string'))
    return new Unknown('an unknown URL')
  try {
    return new URL(input, base)
  } catch {
    return undefined
  }
}

function constructUrl(args: Value[]): Value {
  const url = makeUrl(args)
  if (url === undefined) throw new Thrown(new Unknown('Invalid URL'))
  return url
}

function canParse(args: Value[]): Value {
  const url = makeUrl(args)
  return url instanceof Unknown ? url : url !== undefined
}

function failure(name: string): NativeFunction {
  const make = ([message]: Value[]): Value => ObjectValue.of([['message', message]])
  return native(name, make, {}, make)
}

import type { ArrowFunctionExpression, Class, Function as FunctionNode } from 'acorn'
import type { Meter } from '../code/meter.js'
import type { Unit } from '../code/script.js'
import type { ZodValue } from '../zod/zod-value.js'
import type { Scope } from './scope.js'

/** What static evaluation can know of a JavaScript value. Primitives, regular expressions and URLs stand for themselves. */
export type Value =
  | string
  | number
  | boolean
  | bigint
  | null
  | undefined
  | RegExp
  | URL
  | Unknown
  | ObjectValue
  | ArrayValue
  | FunctionValue
  | ClassValue
  | NativeFunction
  | CollectionValue
  | NamespaceValue
  | SymbolValue
  | ZodValue
  | ZodCheckValue
  | ZodDefinition

/** A value that cannot be known without running the app, with the reason. */
export class Unknown {
  constructor(readonly reason: string) {}
}

/** What is at `constructor` of a value of a built-in type: nothing can be done with it but comparing it. */
export class BuiltInConstructor extends Unknown {
  constructor(readonly name: string) {
    super('the built-in constructor')
  }
}

/** One property: a value, or a getter that yields it. */
export type Slot = { value: Value } | { get: Value }

/** A byte range of a script that a value was written at. */
export interface Place {
  file: string
  start: number
  end: number
}

export class ObjectValue {
  readonly slots = new Map<string, Slot>()
  /** Set when an unresolved spread may have added properties. */
  open: Unknown | undefined
  /** Where the object literal stands, if it comes from one. */
  place: Place | undefined

  static of(entries: Iterable<[string, Value]>): ObjectValue {
    const object = new ObjectValue()
    for (const [name, value] of entries) object.set(name, value)
    return object
  }

  set(name: string, value: Value): void {
    this.slots.set(name, { value })
  }

  /** The value of a plain property; getters are the evaluator's business. */
  plain(name: string): Value {
    const slot = this.slots.get(name)
    return slot && 'value' in slot ? slot.value : undefined
  }

  has(name: string): boolean {
    return this.slots.has(name)
  }
}

export class ArrayValue {
  /** Set when an unresolved spread may have added items. */
  open: Unknown | undefined
  /** How many items stand in front of that spread. */
  certain = 0
  constructor(readonly items: Value[] = []) {}
}

/** What a pattern matched: a list with a few properties of its own. */
export class MatchValue extends ArrayValue {
  constructor(
    items: Value[],
    readonly properties: ReadonlyMap<string, Value>,
  ) {
    super(items)
  }
}

export class FunctionValue {
  readonly statics = new ObjectValue()
  constructor(
    readonly node: FunctionNode | ArrowFunctionExpression,
    readonly scope: Scope,
    readonly unit: Unit,
    readonly boundThis?: Value,
  ) {}
}

export class ClassValue {
  readonly statics = new ObjectValue()
  constructor(
    readonly node: Class,
    readonly scope: Scope,
    readonly unit: Unit,
  ) {}
}

/** A built-in that evaluation knows; `call` must be total and free of effects outside its arguments. */
export class NativeFunction {
  readonly statics = new ObjectValue()
  constructor(
    readonly name: string,
    /** The meter is for those whose work is not in proportion to their arguments. */
    readonly call: (args: Value[], thisValue: Value, meter: Meter) => Value,
    readonly construct?: (args: Value[], meter: Meter) => Value,
  ) {}
}

/** `Set`, `Map` and their weak forms; a set keeps its members as keys. */
export class CollectionValue {
  readonly entries = new Map<Value, Value>()
  constructor(readonly kind: 'set' | 'map') {}
}

/** A symbol that the language itself has, `Symbol.iterator`; properties under it are kept under its key. */
export class SymbolValue {
  readonly key: string
  constructor(name: string) {
    this.key = `${SYMBOL_KEY}${name}›`
  }
}

/** How keys of symbols begin; no text that a bundle would use as a name does. */
export const SYMBOL_KEY = '‹Symbol.'
export const ITERATOR = new SymbolValue('iterator')

/** What a module exports: of another script of the bundle, or of a package outside it. */
export class NamespaceValue {
  constructor(
    readonly specifier: string,
    /** Value of an exported name; undefined when there is none. */
    readonly member: (name: string) => Value,
    readonly external: boolean,
  ) {}
}

/** A zod 4 check object, as `z.minLength(1)` makes one. */
export class ZodCheckValue {
  constructor(readonly definition: ObjectValue) {}
}

/** What `schema._def` and `schema._zod.def` give: the schema seen through its definition. */
export class ZodDefinition {
  constructor(
    readonly schema: ZodValue,
    /** `_zod` itself, which holds `def` and `constr`. */
    readonly internals: boolean,
  ) {}
}

export function isCallable(value: Value): value is FunctionValue | NativeFunction | ClassValue {
  return value instanceof FunctionValue || value instanceof NativeFunction || value instanceof ClassValue
}

/** Whether the value is truthy, or undefined when that cannot be known. */
export function truthiness(value: Value): boolean | undefined {
  if (value instanceof Unknown) return undefined
  return typeof value === 'object' && value !== null ? true : Boolean(value)
}

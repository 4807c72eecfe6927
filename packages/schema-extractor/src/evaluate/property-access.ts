import type { Class } from 'acorn'
import { zodMember } from '../zod/members.js'
import { ZOD3_KINDS, ZodValue } from '../zod/zod-value.js'
import type { Evaluator, Frame } from './evaluator.js'
import { LIMITS } from './limits.js'
import { iterator, Thrown } from './natives.js'
import {
  ArrayValue,
  BuiltInConstructor,
  ClassValue,
  CollectionValue,
  FunctionValue,
  isCallable,
  ITERATOR,
  MatchValue,
  NamespaceValue,
  NativeFunction,
  ObjectValue,
  Unknown,
  type Value,
  ZodDefinition,
} from './values.js'

/** The value of a property, through getters, prototypes of built-ins and module exports. */
export function readMember(evaluator: Evaluator, object: Value, name: string): Value {
  if (object instanceof Unknown) return zodTypeName(name) ?? new Unknown(object.reason)
  if (object instanceof ZodValue) return zodMember(evaluator, object, name)
  if (object instanceof ZodDefinition) return zodMember(evaluator, object, name)
  if (object instanceof NamespaceValue) return object.member(name)
  if (object instanceof ObjectValue) {
    const slot = object.slots.get(name)
    if (slot) return 'value' in slot ? slot.value : evaluator.call(slot.get, [], object)
    return object.open ? (zodTypeName(name) ?? object.open) : (zodTypeName(name) ?? undefined)
  }
  if (
    name === ITERATOR.key &&
    (typeof object === 'string' || object instanceof ArrayValue || object instanceof CollectionValue)
  )
    return new NativeFunction('iterator', (_args, self) => iterator(self))
  if (object instanceof ArrayValue) {
    if (name === 'length') return object.open ?? object.items.length
    if (/^\d+$/.test(name))
      return object.open && Number(name) >= object.certain ? object.open : object.items[Number(name)]
    return object instanceof MatchValue ? object.properties.get(name) : undefined
  }
  if (object instanceof CollectionValue) return name === 'size' ? object.entries.size : undefined
  if (object instanceof ClassValue || object instanceof FunctionValue) return staticMember(evaluator, object, name)
  if (object instanceof NativeFunction) return object.statics.plain(name)
  if (typeof object === 'string') {
    if (name === 'length') return object.length
    return /^\d+$/.test(name) ? object[Number(name)] : undefined
  }
  if (object instanceof URL) return urlMember(object, name)
  if (object instanceof RegExp) {
    if (name === 'source') return object.source
    if (name === 'flags') return object.flags
  }
  if (object === null || object === undefined) throw new Thrown(new Unknown(`${String(object)} has no ${name}`))
  return undefined
}

/** Whether a property that a value does not have itself comes from its built-in type: a method, mostly. */
export function inherits(object: Value, name: string): boolean {
  if (object === null || object === undefined || object instanceof Unknown) return false
  if (object instanceof ZodValue || object instanceof ZodDefinition || object instanceof NamespaceValue) return false
  return name in builtInLike(object)
}

/** A property that a value has from its built-in type. It is not known, but for what the constructor is not. */
export function inherited(object: Value, name: string): Unknown {
  if (name !== 'constructor' || object instanceof CollectionValue) return new Unknown(`the built-in ${name}`)
  return new BuiltInConstructor((builtInLike(object).constructor as { name: string }).name)
}

/** An object of the runtime that has what the value inherits. */
function builtInLike(object: Value): object {
  if (object instanceof RegExp || object instanceof URL) return object
  if (object instanceof ArrayValue) return Array.prototype as object
  if (object instanceof CollectionValue) return object.kind === 'set' ? Set.prototype : Map.prototype
  if (isCallable(object)) return Function.prototype
  switch (typeof object) {
    case 'string':
      return String.prototype
    case 'number':
      return Number.prototype
    default:
      return Object.prototype
  }
}

/** Writes a property; on a schema it becomes a note. */
export function writeMember(object: Value, name: string, value: Value): void {
  if (object === null || object === undefined) throw new Thrown(new Unknown(`${String(object)} has no ${name}`))
  if (object instanceof ObjectValue) {
    object.set(name, value)
  } else if (object instanceof ZodValue) {
    object.notes.set(name, value)
  } else if (object instanceof ArrayValue) {
    const index = Number(name)
    if (/^\d{1,6}$/.test(name) && index <= LIMITS.length) object.items[index] = value
    else if (name === 'length' && typeof value === 'number' && value <= object.items.length) object.items.length = value
    else object.open = new Unknown('a list with properties of its own')
  } else if (object instanceof ClassValue || object instanceof FunctionValue) {
    object.statics.set(name, value)
  }
}

function staticMember(evaluator: Evaluator, object: ClassValue | FunctionValue, name: string): Value {
  const slot = object.statics.slots.get(name)
  if (slot) return 'value' in slot ? slot.value : evaluator.call(slot.get, [], object)
  if (object instanceof FunctionValue) {
    if (name !== 'prototype' || object.node.type === 'ArrowFunctionExpression') return undefined
    // What a class becomes where it is lowered to a function: its methods are put here.
    const prototype = new ObjectValue()
    object.statics.set(name, prototype)
    return prototype
  }
  const inside: Frame = { scope: object.scope, unit: object.unit, thisValue: object }
  for (const element of object.node.body.body) {
    if (!('static' in element) || !element.static || memberName(element) !== name) continue
    if (element.type === 'MethodDefinition') return evaluator.evaluate(element.value, inside)
    return element.value ? evaluator.evaluate(element.value, inside) : undefined
  }
  if (!object.node.superClass) return undefined
  const parent = evaluator.evaluate(object.node.superClass, inside)
  return parent instanceof ClassValue ? staticMember(evaluator, parent, name) : undefined
}

/** The name of a class's member where it is written out, quoted or not. */
export function memberName(element: Class['body']['body'][number]): string | undefined {
  if (!('key' in element) || element.computed) return undefined
  const { key } = element
  if (key.type === 'Identifier') return key.name
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined
}

/** The property names of zod 3's type-name enumeration are its values; they survive where the enumeration is not readable. */
function zodTypeName(name: string): string | undefined {
  return ZOD3_KINDS.has(name) ? name : undefined
}

const URL_MEMBERS = [
  'protocol',
  'hostname',
  'host',
  'href',
  'origin',
  'port',
  'pathname',
  'search',
  'hash',
  'username',
  'password',
] as const

function urlMember(url: URL, name: string): Value {
  return (URL_MEMBERS as readonly string[]).includes(name) ? url[name as (typeof URL_MEMBERS)[number]] : undefined
}

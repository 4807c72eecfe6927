import type { Meter } from '../code/meter.js'
import { iterate, mapEntries, ownEntries, propertyNames, UNKNOWN_ARGUMENT } from './natives.js'
import { toKey, toText } from './text.js'
import { WEIGHT, weightOf } from './weight.js'
import { ArrayValue, ClassValue, FunctionValue, ObjectValue, type Slot, Unknown, type Value } from './values.js'

/** Stands for the prototype of plain objects. */
const PLAIN = new Unknown('a prototype')

/** What the functions of `Object` do. */
export const OBJECT_FUNCTIONS: Record<string, (args: Value[], thisValue?: Value, meter?: Meter) => Value> = {
  keys: ([value]) => propertyNames(value),
  getOwnPropertyNames: ([value]) => propertyNames(value),
  values: ([value]) => mapEntries(value, ([, entry]) => entry),
  entries: ([value], _self, meter) => {
    meter?.spend(WEIGHT.list * 2 * weightOf(value))
    return mapEntries(value, ([name, entry]) => new ArrayValue([name, entry]))
  },
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
    if (!(target instanceof ObjectValue)) return UNKNOWN_ARGUMENT
    for (const source of sources) {
      if (source instanceof ObjectValue) {
        for (const [name, slot] of source.slots) target.slots.set(name, slot)
        target.open ??= source.open
      } else if (source !== undefined && source !== null) {
        target.open =
          source instanceof Unknown ? source : new Unknown('properties of something that is no plain object')
      }
    }
    return target
  },
  freeze: ([value]) => value,
  seal: ([value]) => value,
  preventExtensions: ([value]) => value,
  create: ([prototype]) =>
    prototype === null || prototype === PLAIN ? new ObjectValue() : new Unknown('Object.create with a prototype'),
  defineProperty: ([target, name, descriptor]) => {
    const property = toKey(name)
    // Static members of a class, lowered for old runtimes, are defined on a function.
    const object = target instanceof FunctionValue || target instanceof ClassValue ? target.statics : target
    if (object instanceof ObjectValue && property !== undefined && descriptor instanceof ObjectValue) {
      const getter = descriptor.plain('get')
      if (getter !== undefined) object.slots.set(property, { get: getter })
      else object.set(property, descriptor.plain('value'))
    }
    return target
  },
  defineProperties: ([target, descriptors]) => {
    for (const [name, descriptor] of ownEntries(descriptors) ?? [])
      OBJECT_FUNCTIONS['defineProperty']!([target, name, descriptor])
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
  // Helpers of bundlers make an object like another: `Object.create(Object.getPrototypeOf(module))`.
  getPrototypeOf: ([value]) => (value instanceof ObjectValue && !value.open ? PLAIN : new Unknown('a prototype')),
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

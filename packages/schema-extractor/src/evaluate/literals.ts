import type { Expression, ObjectExpression, SpreadElement, TemplateLiteral } from 'acorn'
import type { Evaluator, Frame } from './evaluator.js'
import { LIMITS } from './limits.js'
import { itemsOf } from './natives.js'
import { toKey, toText } from './text.js'
import { WEIGHT, weightOf } from './weight.js'
import { ZodValue } from '../zod/zod-value.js'
import {
  ArrayValue,
  isCallable,
  MatchValue,
  NamespaceValue,
  ObjectValue,
  Unknown,
  type Value,
  ZodDefinition,
} from './values.js'

/** A regular expression literal. */
export function regExpLiteral(pattern: string, flags: string): Value {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return new Unknown('a pattern this runtime cannot read')
  }
}

/** A template literal without a tag. */
export function templateLiteral(evaluator: Evaluator, { quasis, expressions }: TemplateLiteral, frame: Frame): Value {
  let text = quasis[0]!.value.cooked ?? ''
  for (let index = 0; index < expressions.length; index++) {
    const value = evaluator.evaluate(expressions[index]!, frame)
    evaluator.meter.spend(weightOf(value))
    const part = toText(value)
    if (part === undefined) return new Unknown('a text with an unknown part')
    text += part + (quasis[index + 1]!.value.cooked ?? '')
    if (text.length > LIMITS.length) return new Unknown('a text that is too long')
  }
  return text
}

/** The elements of an array literal or call, spreads taken apart. */
export function listOf(
  evaluator: Evaluator,
  elements: readonly (Expression | SpreadElement | null)[],
  frame: Frame,
): ArrayValue {
  evaluator.meter.spend(WEIGHT.list)
  const array = new ArrayValue()
  for (const element of elements) {
    if (element?.type === 'SpreadElement') {
      const value = evaluator.evaluate(element.argument, frame)
      evaluator.meter.spend(weightOf(value))
      const items = itemsOf(value)
      if (!items || array.items.length + items.length > LIMITS.length) {
        if (!array.open) array.certain = array.items.length
        array.open ??= value instanceof Unknown ? value : new Unknown('a spread of an unknown list')
      } else for (const item of items) array.items.push(item)
    } else array.items.push(element ? evaluator.evaluate(element, frame) : undefined)
  }
  return array
}

/** An object literal; what cannot be decided in one property leaves the others as they are. */
export function objectLiteral(evaluator: Evaluator, node: ObjectExpression, frame: Frame): ObjectValue {
  evaluator.meter.spend(WEIGHT.object + node.properties.length)
  const object = new ObjectValue()
  object.place = {
    file: frame.unit.script.path,
    start: frame.unit.byteOffset(node.start),
    end: frame.unit.byteOffset(node.end),
  }
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      spread(evaluator, object, evaluator.evaluateSafely(property.argument, frame))
      continue
    }
    const name = property.computed
      ? toKey(evaluator.evaluate(property.key, frame))
      : property.key.type === 'Identifier'
        ? property.key.name
        : toText(evaluator.evaluate(property.key, frame))
    if (name === undefined) {
      object.open = new Unknown('a property with an unknown name')
    } else if (property.kind === 'get') {
      object.slots.set(name, { get: evaluator.evaluate(property.value, frame) })
    } else if (property.kind === 'init') {
      const value = evaluator.evaluateSafely(property.value, frame)
      const isPrototype = name === '__proto__' && !property.shorthand && !property.computed && !property.method
      if (!isPrototype) object.set(name, value)
      // `{ __proto__: null, … }` is how bundlers write the exports of a module.
      else if (value !== null) object.open = new Unknown('an object with a prototype')
    }
  }
  return object
}

function spread(evaluator: Evaluator, object: ObjectValue, value: Value): void {
  evaluator.meter.spend(weightOf(value))
  if (value instanceof ObjectValue) {
    for (const [name, slot] of value.slots) {
      object.slots.set(name, 'value' in slot ? slot : { value: evaluator.call(slot.get, [], value) })
    }
    object.open ??= value.open
  } else if (value instanceof ArrayValue) {
    evaluator.meter.spend(WEIGHT.list * value.items.length)
    value.items.forEach((item, index) => object.set(String(index), item))
    if (value instanceof MatchValue) for (const [name, part] of value.properties) object.set(name, part)
    object.open ??= value.open
  } else if (typeof value === 'string') {
    for (let index = 0; index < value.length; index++) object.set(String(index), value[index])
  } else if (isCallable(value) || value instanceof ZodValue) {
    object.open = new Unknown('a spread of more than plain properties')
  } else if (value instanceof Unknown || value instanceof NamespaceValue) {
    object.open = value instanceof Unknown ? value : new Unknown('a spread of a module')
  } else if (value instanceof ZodDefinition) {
    // `{...schema._zod.def, catchall: x}`: the definition of a copy of the schema.
    object.set('‹definition›', value.schema)
  }
}

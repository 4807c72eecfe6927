import type { Pattern } from 'acorn'
import type { Evaluator, Frame } from './evaluator.js'
import { itemsOf } from './natives.js'
import { toKey } from './text.js'
import { ArrayValue, ObjectValue, Unknown, type Value } from './values.js'

/** Takes a value apart along a pattern and hands each name its part. */
export function destructure(
  evaluator: Evaluator,
  pattern: Pattern,
  value: Value,
  frame: Frame,
  bind: (name: string, part: Value) => void,
): void {
  switch (pattern.type) {
    case 'Identifier':
      bind(pattern.name, value)
      return
    case 'AssignmentPattern':
      destructure(
        evaluator,
        pattern.left,
        value === undefined ? evaluator.evaluate(pattern.right, frame) : value,
        frame,
        bind,
      )
      return
    case 'ArrayPattern': {
      const items = itemsOf(value)
      pattern.elements.forEach((element, index) => {
        if (!element) return
        if (element.type === 'RestElement') {
          destructure(
            evaluator,
            element.argument,
            items ? new ArrayValue(items.slice(index)) : unknownPart(value),
            frame,
            bind,
          )
        } else destructure(evaluator, element, items ? items[index] : unknownPart(value), frame, bind)
      })
      return
    }
    case 'ObjectPattern': {
      const taken = new Set<string>()
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          destructure(evaluator, property.argument, rest(value, taken), frame, bind)
        } else {
          const name =
            property.computed || property.key.type !== 'Identifier'
              ? toKey(evaluator.evaluate(property.key, frame))
              : property.key.name
          const part = name === undefined ? new Unknown('an unknown property') : evaluator.member(value, name)
          if (name !== undefined) taken.add(name)
          destructure(evaluator, property.value, part, frame, bind)
        }
      }
      return
    }
    default:
  }
}

function unknownPart(value: Value): Unknown {
  return value instanceof Unknown ? value : new Unknown('a part of something unknown')
}

function rest(value: Value, taken: ReadonlySet<string>): Value {
  if (!(value instanceof ObjectValue)) return unknownPart(value)
  const object = new ObjectValue()
  object.open = value.open
  for (const [name, slot] of value.slots) if (!taken.has(name)) object.slots.set(name, slot)
  return object
}

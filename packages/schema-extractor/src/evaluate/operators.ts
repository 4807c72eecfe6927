import { LIMITS } from './limits.js'
import { memberName } from './property-access.js'
import { toKey, toText } from './text.js'
import {
  BuiltInConstructor,
  ClassValue,
  FunctionValue,
  NativeFunction,
  ObjectValue,
  Unknown,
  type Value,
} from './values.js'
import { ZodValue } from '../zod/zod-value.js'

/** A binary operator on two evaluated values. */
export function binary(operator: string, left: Value, right: Value): Value {
  if (operator === 'in') {
    const name = toKey(left)
    return right instanceof ObjectValue && name !== undefined && !right.open
      ? right.has(name)
      : new Unknown('an unknown membership')
  }
  if (operator === 'instanceof') return instanceOf(left, right)
  // `value.constructor === Symbol`, as code lowered for old runtimes asks.
  if (operator === '===' && left instanceof BuiltInConstructor && right instanceof NativeFunction)
    return left.name === right.name
  if (left instanceof Unknown) return left
  if (right instanceof Unknown) return right
  switch (operator) {
    case '===':
      return left === right
    case '!==':
      return left !== right
    case '==':
      return looselyEqual(left, right)
    case '!=':
      return not(looselyEqual(left, right))
    case '+':
      return add(left, right)
    default:
  }
  if (typeof left === 'string' && typeof right === 'string') {
    if (operator === '<') return left < right
    if (operator === '>') return left > right
    if (operator === '<=') return left <= right
    if (operator === '>=') return left >= right
  }
  if (isObject(left) || isObject(right) || typeof left === 'bigint' || typeof right === 'bigint') {
    return new Unknown('arithmetic on objects')
  }
  return arithmetic(operator, Number(left), Number(right))
}

function isObject(value: Value): boolean {
  return typeof value === 'object' && value !== null
}

function add(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return left + right
  if (typeof left !== 'string' && typeof right !== 'string' && !isObject(left) && !isObject(right)) {
    return Number(left) + Number(right)
  }
  const texts = [toText(left), toText(right)]
  if (texts[0] === undefined || texts[1] === undefined) return new Unknown('a text with an unknown part')
  const text = texts[0] + texts[1]
  return text.length > LIMITS.length ? new Unknown('a text that is too long') : text
}

function looselyEqual(left: Value, right: Value): Value {
  if (left === null || left === undefined) return right === null || right === undefined
  if (right === null || right === undefined) return false
  if (isObject(left) !== isObject(right)) return new Unknown('a loose comparison with an object')
  return isObject(left) ? left === right : (left as unknown) == (right as unknown)
}

function not(value: Value): Value {
  return value instanceof Unknown ? value : !value
}

function instanceOf(left: Value, right: Value): Value {
  if (left instanceof Unknown) return left
  if (!isObject(left)) return false
  if (right instanceof ClassValue || right instanceof FunctionValue)
    return left instanceof ZodValue ? isSchemaBase(right) : new Unknown('an instanceof test')
  if (right instanceof NativeFunction && !['Object', 'Array', 'Set', 'Map', 'RegExp', 'URL'].includes(right.name))
    return false
  return new Unknown('an instanceof test')
}

/** Every schema is an instance of the class that declares zod's common methods; of which others, is not known. */
function isSchemaBase(base: ClassValue | FunctionValue): Value {
  const prototype = base.statics.plain('prototype')
  const lowered = prototype instanceof ObjectValue ? [...prototype.slots.keys()] : []
  const methods = new Set(base instanceof ClassValue ? base.node.body.body.map(memberName) : lowered)
  return methods.has('safeParse') && methods.has('optional') ? true : new Unknown('an instanceof test of a schema')
}

function arithmetic(operator: string, left: number, right: number): Value {
  switch (operator) {
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
    case '**':
      return left ** right
    case '<':
      return left < right
    case '>':
      return left > right
    case '<=':
      return left <= right
    case '>=':
      return left >= right
    case '&':
      return left & right
    case '|':
      return left | right
    case '^':
      return left ^ right
    case '<<':
      return left << right
    case '>>':
      return left >> right
    case '>>>':
      return left >>> right
    default:
      return new Unknown(`the operator ${operator}`)
  }
}

import type {
  AnyNode,
  AssignmentExpression,
  BinaryExpression,
  CallExpression,
  Class,
  Expression,
  Function as FunctionNode,
  MemberExpression,
  NewExpression,
  ObjectExpression,
  Pattern,
  SpreadElement,
  Super,
  UnaryExpression,
} from 'acorn'
import type { Unit } from '../code/script.js'
import { constructZod, zodDefinitionOf } from '../zod/construct.js'
import { zodMember, zodMethod } from '../zod/members.js'
import { ZOD3_KINDS, ZodValue } from '../zod/zod-value.js'
import { LIMITS, OutOfSteps } from './limits.js'
import { callMethod } from './methods.js'
import { GLOBALS, iterate, Thrown } from './natives.js'
import { binary } from './operators.js'
import { LocalScope, type Scope } from './scope.js'
import { runBody, Undecidable } from './statements.js'
import { toText, typeOf } from './text.js'
import {
  ArrayValue,
  ClassValue,
  CollectionValue,
  FunctionValue,
  isCallable,
  NamespaceValue,
  NativeFunction,
  ObjectValue,
  truthiness,
  Unknown,
  type Value,
  ZodDefinition,
} from './values.js'

/** Where an expression is evaluated: the names in reach and the source it stands in. */
export interface Frame {
  scope: Scope
  unit: Unit
  thisValue: Value
}

/**
 * Evaluates expressions of the bundle without running them: an interpreter for the part of JavaScript that schemas are
 * written in, over values that may be unknown. It has no access to anything outside the bundle's text, its steps are
 * counted, and what it cannot decide becomes {@link Unknown} with a reason.
 */
export class Evaluator {
  private steps = 0
  private depth = 0

  /** @throws OutOfSteps when the document needs more work than a schema can */
  evaluate(node: Expression | Super | AnyNode, frame: Frame): Value {
    if (++this.steps > LIMITS.steps) throw new OutOfSteps('too many steps')
    switch (node.type) {
      case 'Literal':
        if (node.regex) return this.regExp(node.regex.pattern, node.regex.flags)
        return node.value
      case 'TemplateLiteral':
        return this.template(node.quasis, node.expressions, frame)
      case 'Identifier':
        return this.lookup(node.name, frame)
      case 'ThisExpression':
        return frame.thisValue
      case 'ParenthesizedExpression':
        return this.evaluate(node.expression, frame)
      case 'ChainExpression':
        try {
          return this.evaluate(node.expression, frame)
        } catch (error) {
          if (error === SHORT_CIRCUIT) return undefined
          throw error
        }
      case 'SequenceExpression': {
        let last: Value
        for (const expression of node.expressions) last = this.evaluate(expression, frame)
        return last
      }
      case 'ArrayExpression':
        return this.array(node.elements, frame)
      case 'ObjectExpression':
        return this.object(node, frame)
      case 'ArrowFunctionExpression':
        return new FunctionValue(node, frame.scope, frame.unit, frame.thisValue)
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return this.functionValue(node, frame)
      case 'ClassExpression':
      case 'ClassDeclaration':
        return this.classValue(node, frame)
      case 'UnaryExpression':
        return this.unary(node, frame)
      case 'BinaryExpression':
        return this.binary(node, frame)
      case 'LogicalExpression': {
        const left = this.evaluate(node.left, frame)
        if (left instanceof Unknown) return left
        if (node.operator === '??') return left ?? this.evaluate(node.right, frame)
        return truthiness(left) === (node.operator === '||') ? left : this.evaluate(node.right, frame)
      }
      case 'ConditionalExpression': {
        const test = truthiness(this.evaluate(node.test, frame))
        if (test === undefined) throw new Undecidable('a condition that depends on the running app')
        return this.evaluate(test ? node.consequent : node.alternate, frame)
      }
      case 'AssignmentExpression':
        return this.assignment(node, frame)
      case 'UpdateExpression': {
        const before = this.evaluate(node.argument, frame)
        if (typeof before !== 'number') return new Unknown('a counter of unknown value')
        const after = before + (node.operator === '++' ? 1 : -1)
        this.assign(node.argument, after, frame)
        return node.prefix ? after : before
      }
      case 'MemberExpression':
        return this.memberExpression(node, frame)
      case 'CallExpression':
        return this.callExpression(node, frame)
      case 'NewExpression':
        return this.newExpression(node, frame)
      case 'AwaitExpression':
        return this.evaluate(node.argument, frame)
      default:
        return new Unknown(`${node.type} is not evaluated`)
    }
  }

  /** Like {@link evaluate}, but what cannot be decided is unknown. */
  evaluateSafely(node: Expression, frame: Frame): Value {
    return this.lenient(node, frame)
  }

  lookup(name: string, frame: Frame): Value {
    const cell = frame.scope.lookup(name)
    if (cell) return cell.get()
    if (GLOBALS.has(name)) return GLOBALS.get(name)
    return new Unknown(`nothing declares ${name}`)
  }

  /** Calls a function of the bundle or a built-in. */
  call(callee: Value, args: Value[], thisValue: Value = undefined): Value {
    if (callee instanceof NativeFunction) return callee.call(args, thisValue)
    if (callee instanceof Unknown) return new Unknown(`a call of something unknown: ${callee.reason}`)
    if (!(callee instanceof FunctionValue)) return new Unknown('a call of something that is no function')
    const namespace = args[0]
    // A bundler's interoperability wrapper takes a module and gives it back in another form.
    if (namespace instanceof NamespaceValue && args.length <= 3) return namespace
    if (callee.node.generator) return new Unknown('a generator')
    if (this.depth >= LIMITS.callDepth) return new Unknown('calls nested too deeply')
    this.depth++
    try {
      const scope = new LocalScope(callee.scope, true)
      const frame: Frame = {
        scope,
        unit: callee.unit,
        thisValue: callee.node.type === 'ArrowFunctionExpression' ? callee.boundThis : (callee.boundThis ?? thisValue),
      }
      this.bindParameters(callee.node.params, args, frame, scope)
      if (callee.node.type !== 'ArrowFunctionExpression') scope.declare('arguments', new ArrayValue(args))
      try {
        if (callee.node.body.type !== 'BlockStatement') return this.evaluate(callee.node.body, frame)
        return runBody(this, callee.node.body.body, frame)
      } catch (error) {
        if (!(error instanceof Undecidable)) throw error
        return zodDefinitionOf(this, callee.node, frame) ?? new Unknown(error.message)
      }
    } finally {
      this.depth--
    }
  }

  /** The value of a property, through getters, prototypes of built-ins and module exports. */
  member(object: Value, name: string, frame?: Frame): Value {
    if (object instanceof Unknown) return zodTypeName(name) ?? new Unknown(object.reason)
    if (object instanceof ZodValue) return zodMember(this, object, name)
    if (object instanceof ZodDefinition) return zodMember(this, object, name)
    if (object instanceof NamespaceValue) return object.member(name)
    if (object instanceof ObjectValue) {
      const slot = object.slots.get(name)
      if (slot) return 'value' in slot ? slot.value : this.call(slot.get, [], object)
      return object.open ? (zodTypeName(name) ?? object.open) : (zodTypeName(name) ?? undefined)
    }
    if (object instanceof ArrayValue) {
      if (name === 'length') return object.open ?? object.items.length
      if (/^\d+$/.test(name))
        return object.open && Number(name) >= object.items.length ? object.open : object.items[Number(name)]
      return undefined
    }
    if (object instanceof CollectionValue) return name === 'size' ? object.entries.size : undefined
    if (object instanceof ClassValue || object instanceof FunctionValue) return this.staticMember(object, name, frame)
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

  /** Writes a property; on a schema it becomes a note. */
  setMember(object: Value, name: string, value: Value): void {
    if (object instanceof ObjectValue) {
      object.set(name, value)
    } else if (object instanceof ZodValue) {
      object.notes.set(name, value)
    } else if (object instanceof ArrayValue) {
      const index = Number(name)
      if (Number.isInteger(index) && index >= 0 && index <= LIMITS.length) object.items[index] = value
      else if (name === 'length' && value === 0) object.items.length = 0
    } else if (object instanceof ClassValue || object instanceof FunctionValue) {
      object.statics.set(name, value)
    }
  }

  assign(target: Pattern | Expression, value: Value, frame: Frame): void {
    if (target.type === 'Identifier') frame.scope.lookup(target.name)?.set(value)
    else if (target.type === 'MemberExpression') {
      const object = this.evaluate(target.object, frame)
      const name = this.propertyName(target, frame)
      if (name !== undefined) this.setMember(object, name, value)
      else if (object instanceof ObjectValue) object.open = new Unknown('a property with an unknown name')
    } else this.destructure(target as Pattern, value, frame, (name, part) => frame.scope.lookup(name)?.set(part))
  }

  /** Takes a value apart along a pattern and hands each name its part. */
  destructure(pattern: Pattern, value: Value, frame: Frame, bind: (name: string, part: Value) => void): void {
    switch (pattern.type) {
      case 'Identifier':
        bind(pattern.name, value)
        return
      case 'AssignmentPattern':
        this.destructure(pattern.left, value === undefined ? this.evaluate(pattern.right, frame) : value, frame, bind)
        return
      case 'ArrayPattern': {
        const items = iterate(value)
        pattern.elements.forEach((element, index) => {
          if (!element) return
          if (element.type === 'RestElement') {
            this.destructure(
              element.argument,
              items ? new ArrayValue(items.slice(index)) : unknownPart(value),
              frame,
              bind,
            )
          } else this.destructure(element, items ? items[index] : unknownPart(value), frame, bind)
        })
        return
      }
      case 'ObjectPattern': {
        const taken = new Set<string>()
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') {
            this.destructure(property.argument, rest(value, taken), frame, bind)
          } else {
            const name =
              property.computed || property.key.type !== 'Identifier'
                ? toText(this.evaluate(property.key, frame))
                : property.key.name
            const part = name === undefined ? new Unknown('an unknown property') : this.member(value, name, frame)
            if (name !== undefined) taken.add(name)
            this.destructure(property.value, part, frame, bind)
          }
        }
        return
      }
      default:
    }
  }

  private bindParameters(parameters: Pattern[], args: Value[], frame: Frame, scope: LocalScope): void {
    parameters.forEach((parameter, index) => {
      const value = parameter.type === 'RestElement' ? new ArrayValue(args.slice(index)) : args[index]
      const pattern = parameter.type === 'RestElement' ? parameter.argument : parameter
      this.destructure(pattern, value, frame, (name, part) => scope.declare(name, part))
    })
  }

  private regExp(pattern: string, flags: string): Value {
    try {
      return new RegExp(pattern, flags)
    } catch {
      return new Unknown('a pattern this runtime cannot read')
    }
  }

  private template(quasis: { value: { cooked?: string | null } }[], expressions: Expression[], frame: Frame): Value {
    let text = quasis[0]!.value.cooked ?? ''
    for (let index = 0; index < expressions.length; index++) {
      const part = toText(this.evaluate(expressions[index]!, frame))
      if (part === undefined) return new Unknown('a text with an unknown part')
      text += part + (quasis[index + 1]!.value.cooked ?? '')
      if (text.length > LIMITS.length) return new Unknown('a text that is too long')
    }
    return text
  }

  private array(elements: (Expression | SpreadElement | null)[], frame: Frame): ArrayValue {
    const array = new ArrayValue()
    for (const element of elements) {
      if (element?.type === 'SpreadElement') {
        const value = this.evaluate(element.argument, frame)
        const items = iterate(value)
        if (!items || array.items.length + items.length > LIMITS.length) {
          array.open = value instanceof Unknown ? value : new Unknown('a spread of an unknown list')
        } else array.items.push(...items)
      } else array.items.push(element ? this.evaluate(element, frame) : undefined)
    }
    return array
  }

  private object(node: ObjectExpression, frame: Frame): ObjectValue {
    const object = new ObjectValue()
    object.place = {
      file: frame.unit.script.path,
      start: frame.unit.byteOffset(node.start),
      end: frame.unit.byteOffset(node.end),
    }
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        this.spread(object, this.lenient(property.argument, frame))
        continue
      }
      const name = property.computed
        ? toText(this.evaluate(property.key, frame))
        : property.key.type === 'Identifier'
          ? property.key.name
          : toText(this.evaluate(property.key, frame))
      if (name === undefined) {
        object.open = new Unknown('a property with an unknown name')
      } else if (property.kind === 'get') {
        object.slots.set(name, { get: this.functionValue(property.value as FunctionNode, frame) })
      } else if (
        property.kind === 'init' &&
        !(name === '__proto__' && !property.shorthand && !property.computed && !property.method)
      ) {
        object.set(name, this.lenient(property.value, frame))
      }
    }
    return object
  }

  /** A part of a literal: what cannot be decided there is unknown, and the rest of the literal stands. */
  private lenient(node: Expression, frame: Frame): Value {
    try {
      return this.evaluate(node, frame)
    } catch (error) {
      if (error instanceof Undecidable || error instanceof Thrown) return new Unknown(error.message)
      throw error
    }
  }

  private spread(object: ObjectValue, value: Value): void {
    if (value instanceof ObjectValue) {
      for (const [name, slot] of value.slots) {
        object.slots.set(name, 'value' in slot ? slot : { value: this.call(slot.get, [], value) })
      }
      object.open ??= value.open
    } else if (value instanceof ArrayValue) {
      value.items.forEach((item, index) => object.set(String(index), item))
      object.open ??= value.open
    } else if (value instanceof Unknown || value instanceof NamespaceValue) {
      object.open = value instanceof Unknown ? value : new Unknown('a spread of a module')
    } else if (value instanceof ZodDefinition) {
      // `{...schema._zod.def, catchall: x}`: the definition of a copy of the schema.
      object.set('‹definition›', value.schema)
    }
  }

  private functionValue(node: FunctionNode, frame: Frame): FunctionValue {
    if (node.type !== 'FunctionExpression' || !node.id) return new FunctionValue(node, frame.scope, frame.unit)
    const scope = new LocalScope(frame.scope, false)
    const value = new FunctionValue(node, scope, frame.unit)
    scope.declare(node.id.name, value)
    return value
  }

  private classValue(node: Class, frame: Frame): ClassValue {
    if (node.type !== 'ClassExpression' || !node.id) return new ClassValue(node, frame.scope, frame.unit)
    const scope = new LocalScope(frame.scope, false)
    const value = new ClassValue(node, scope, frame.unit)
    scope.declare(node.id.name, value)
    return value
  }

  private staticMember(object: ClassValue | FunctionValue, name: string, frame?: Frame): Value {
    const slot = object.statics.slots.get(name)
    if (slot) return 'value' in slot ? slot.value : this.call(slot.get, [], object)
    if (object instanceof FunctionValue) return undefined
    const inside: Frame = { scope: object.scope, unit: object.unit, thisValue: object }
    for (const element of object.node.body.body) {
      if (!('static' in element) || !element.static || element.computed) continue
      if (element.key.type !== 'Identifier' || element.key.name !== name) continue
      if (element.type === 'MethodDefinition') return this.functionValue(element.value, inside)
      return element.value ? this.evaluate(element.value, inside) : undefined
    }
    if (!object.node.superClass) return undefined
    const parent = this.evaluate(object.node.superClass, inside)
    return parent instanceof ClassValue ? this.staticMember(parent, name, frame) : undefined
  }

  private unary(node: UnaryExpression, frame: Frame): Value {
    if (node.operator === 'delete') {
      if (node.argument.type === 'MemberExpression') {
        const object = this.evaluate(node.argument.object, frame)
        const name = this.propertyName(node.argument, frame)
        if (object instanceof ObjectValue && name !== undefined) object.slots.delete(name)
      }
      return true
    }
    if (node.operator === 'typeof') {
      return typeOf(this.evaluate(node.argument, frame)) ?? new Unknown('the type of an unknown value')
    }
    const value = this.evaluate(node.argument, frame)
    if (node.operator === 'void') return undefined
    if (value instanceof Unknown) return value
    if (node.operator === '!') return !truthiness(value)
    if (typeof value === 'object' || typeof value === 'bigint') return new Unknown('arithmetic on an object')
    if (node.operator === '-') return -Number(value)
    if (node.operator === '+') return Number(value)
    return ~Number(value)
  }

  private binary(node: BinaryExpression, frame: Frame): Value {
    // Long sums are nested to the left: walk down that side instead of recursing into it.
    const chain: BinaryExpression[] = []
    let leftmost: Expression = node
    while (leftmost.type === 'BinaryExpression' && leftmost.left.type !== 'PrivateIdentifier') {
      chain.push(leftmost)
      leftmost = leftmost.left
    }
    let value = this.evaluate(leftmost, frame)
    for (const part of chain.reverse()) value = binary(part.operator, value, this.evaluate(part.right, frame))
    return value
  }

  private assignment(node: AssignmentExpression, frame: Frame): Value {
    const { operator } = node
    if (operator === '=') {
      const value = this.evaluate(node.right, frame)
      this.assign(node.left, value, frame)
      return value
    }
    const before = this.evaluate(node.left, frame)
    let value: Value
    if (operator === '??=' || operator === '||=' || operator === '&&=') {
      if (before instanceof Unknown) return before
      const keep =
        operator === '??=' ? before !== null && before !== undefined : truthiness(before) === (operator === '||=')
      if (keep) return before
      value = this.evaluate(node.right, frame)
    } else value = binary(operator.slice(0, -1), before, this.evaluate(node.right, frame))
    this.assign(node.left, value, frame)
    return value
  }

  private propertyName(node: MemberExpression, frame: Frame): string | undefined {
    if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined
    return toText(this.evaluate(node.property, frame))
  }

  private memberExpression(node: MemberExpression, frame: Frame): Value {
    const object = this.evaluate(node.object, frame)
    if (node.optional && (object === null || object === undefined)) throw SHORT_CIRCUIT
    const name = this.propertyName(node, frame)
    return name === undefined ? new Unknown('an unknown property') : this.member(object, name, frame)
  }

  private args(nodes: (Expression | SpreadElement)[], frame: Frame): Value[] {
    return this.array(nodes, frame).items
  }

  private callExpression(node: CallExpression, frame: Frame): Value {
    const { callee } = node
    if (callee.type === 'MemberExpression') {
      const object = this.evaluate(callee.object, frame)
      if (callee.optional && (object === null || object === undefined)) throw SHORT_CIRCUIT
      const name = this.propertyName(callee, frame)
      if (name === undefined) return new Unknown('a call of an unknown method')
      if (node.optional && !(object instanceof ZodValue) && this.member(object, name) === undefined) throw SHORT_CIRCUIT
      const args = this.args(node.arguments, frame)
      return this.located(this.method(object, name, args, frame), node, frame)
    }
    if (callee.type === 'Super') return new Unknown('a super call')
    const target = this.evaluate(callee, frame)
    if (node.optional && (target === null || target === undefined)) throw SHORT_CIRCUIT
    const args = this.args(node.arguments, frame)
    const result = this.call(target, args)
    return result instanceof Unknown ? (messageOf(args) ?? result) : this.located(result, node, frame)
  }

  private method(object: Value, name: string, args: Value[], frame: Frame): Value {
    if (object instanceof ZodValue) return zodMethod(this, object, name, args)
    const own = object instanceof Unknown ? undefined : this.member(object, name, frame)
    if (isCallable(own)) return this.call(own, args, object)
    if (own instanceof Unknown) return own
    return callMethod(this, object, name, args)
  }

  private newExpression(node: NewExpression, frame: Frame): Value {
    const args = this.args(node.arguments, frame)
    const schema = constructZod(this, args)
    if (schema) return this.located(schema, node, frame)
    const callee = this.evaluate(node.callee, frame)
    if (callee instanceof NativeFunction && callee.construct) return callee.construct(args)
    return new Unknown('an object of a class of the app')
  }

  private located(value: Value, node: CallExpression | NewExpression, frame: Frame): Value {
    if (value instanceof ZodValue && !value.place) {
      value.place = {
        file: frame.unit.script.path,
        start: frame.unit.byteOffset(node.start),
        end: frame.unit.byteOffset(node.end),
      }
    }
    return value
  }
}

/** Translation libraries wrap `{ defaultMessage }` in a call whose result only exists at run time: the message is the fact. */
function messageOf([message]: Value[]): ObjectValue | undefined {
  return message instanceof ObjectValue && message.has('defaultMessage') ? message : undefined
}

/** Ends the evaluation of an optional chain whose base is null or undefined. */
class ShortCircuit extends Error {}
const SHORT_CIRCUIT = new ShortCircuit()

/** The property names of zod 3's type-name enumeration are its values; they survive where the enumeration is not readable. */
function zodTypeName(name: string): string | undefined {
  return ZOD3_KINDS.has(name) ? name : undefined
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

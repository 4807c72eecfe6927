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
  Pattern,
  SpreadElement,
  Super,
  UnaryExpression,
} from 'acorn'
import type { Meter } from '../code/meter.js'
import type { Unit } from '../code/script.js'
import { constructZod, zodDefinitionOf } from '../zod/construct.js'
import { zodMethod } from '../zod/members.js'
import { ZodValue } from '../zod/zod-value.js'
import { destructure } from './destructure.js'
import { forget } from './forget.js'
import { LIMITS } from './limits.js'
import { listOf, objectLiteral, regExpLiteral, templateLiteral } from './literals.js'
import { callMethod } from './methods.js'
import { makeGlobals } from './globals.js'
import { Thrown } from './natives.js'
import { binary } from './operators.js'
import { inherited, inherits, readMember, writeMember } from './property-access.js'
import { type Argument, Cell, LocalScope, type Scope, SelfReference, valueOf } from './scope.js'
import { runBody, Undecidable } from './statements.js'
import { toKey, typeOf } from './text.js'
import { WEIGHT, weightOf, weightOfAll } from './weight.js'
import {
  ArrayValue,
  ClassValue,
  FunctionValue,
  isCallable,
  NamespaceValue,
  NativeFunction,
  ObjectValue,
  truthiness,
  Unknown,
  type Value,
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
  private readonly globals = makeGlobals()
  private depth = 0
  private lookups = 0
  /** Functions whose bodies are run, outermost first. */
  private readonly running: FunctionValue[] = []
  /** Bodies of functions that evaluation began inside of: {@link inside}. */
  private readonly around = new Set<string>()

  constructor(
    /** Counts what evaluation takes. */
    readonly meter: Meter,
  ) {}

  /** @throws OutOfSteps when the document needs more work than a schema can */
  evaluate(node: Expression | Super | AnyNode, frame: Frame): Value {
    this.meter.spend(1)
    switch (node.type) {
      case 'Literal':
        if (node.regex) return regExpLiteral(node.regex.pattern, node.regex.flags)
        return node.value
      case 'TemplateLiteral':
        return templateLiteral(this, node, frame)
      case 'Identifier':
        return this.lookupWithin(node.name, frame)
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
        return listOf(this, node.elements, frame)
      case 'ObjectExpression':
        return objectLiteral(this, node, frame)
      case 'ArrowFunctionExpression':
        this.meter.spend(WEIGHT.function)
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
        // `var name = (e => { e.A = "A"; return e })(name || {})`, as bundlers write enumerations.
        if (left instanceof SelfReference && node.operator !== '&&' && isEmptyObject(node.right))
          return this.evaluate(node.right, frame)
        if (left instanceof Unknown) {
          forget([node.right], frame.scope, left, this.meter)
          return left
        }
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

  /** Looks a name up, unless too many declarations have led to it: parsing at the end of the stack would end the process. */
  private lookupWithin(name: string, frame: Frame): Value {
    if (this.lookups >= LIMITS.lookupDepth) return new Unknown('declarations nested too deeply')
    this.lookups++
    try {
      return this.lookup(name, frame)
    } finally {
      this.lookups--
    }
  }

  /**
   * Evaluates something that stands in the body of a function, given by the offset behind its brace. Modules that need each
   * other come back to it; to run it then would find them half initialised.
   */
  inside(path: string, start: number, action: () => Value): Value {
    const body = bodyOf(path, start)
    if (this.around.has(body)) return action()
    this.around.add(body)
    try {
      return action()
    } finally {
      this.around.delete(body)
    }
  }

  /** Whether the body of a function, given by the offset behind its brace, is being run. */
  isRunning(path: string, start: number): boolean {
    return this.running.some(
      ({ node, unit }) => unit.script.path === path && unit.byteOffset(node.body.start) + 1 === start,
    )
  }

  /** Like {@link evaluate}, but what cannot be decided, or would throw, is unknown. */
  evaluateSafely(node: Expression, frame: Frame): Value {
    try {
      return this.evaluate(node, frame)
    } catch (error) {
      if (error instanceof Undecidable || error instanceof Thrown) return new Unknown(error.message)
      if (error instanceof RangeError) return new Unknown('an expression nested too deeply')
      throw error
    }
  }

  /** The value of a property, through getters, prototypes of built-ins and module exports. */
  member(object: Value, name: string): Value {
    this.meter.spend(1)
    return readMember(this, object, name)
  }

  /** Whether a name that nothing declares means something of the language. */
  knowsGlobal(name: string): boolean {
    return this.globals.has(name)
  }

  lookup(name: string, frame: Frame): Value {
    const cell = frame.scope.lookup(name)
    if (cell) return cell.get()
    if (this.globals.has(name)) return this.globals.get(name)
    return new Unknown(`nothing declares ${name}`)
  }

  /** Calls a function of the bundle or a built-in. */
  call(callee: Value, args: readonly Argument[], thisValue: Value = undefined): Value {
    if (callee instanceof NativeFunction) return this.callNative(callee, args.map(valueOf), thisValue)
    if (callee instanceof Unknown) return callee
    if (!(callee instanceof FunctionValue)) return new Unknown('a call of something that is no function')
    const result = this.callFunction(callee, args, thisValue)
    if (!(result instanceof Unknown || result instanceof ObjectValue) || args.length > 3) return result
    // A bundler's interoperability wrapper takes a module and gives it back in another form.
    const first = valueOf(args[0])
    return first instanceof NamespaceValue ? first : result
  }

  private callNative(callee: NativeFunction, args: Value[], thisValue: Value): Value {
    if (this.depth >= LIMITS.callDepth) return new Unknown('calls nested too deeply')
    this.depth++
    this.meter.spend(WEIGHT.call + weightOfAll(args))
    try {
      const result = callee.call(args, thisValue, this.meter)
      this.meter.spend(weightOf(result))
      return result
    } finally {
      this.depth--
    }
  }

  private callFunction(callee: FunctionValue, args: readonly Argument[], thisValue: Value): Value {
    if (callee.node.generator) return new Unknown('a generator')
    if (this.depth >= LIMITS.callDepth) return new Unknown('calls nested too deeply')
    if (
      this.around.size > 0 &&
      this.around.has(bodyOf(callee.unit.script.path, callee.unit.byteOffset(callee.node.body.start) + 1))
    ) {
      return halfWay(args)
    }
    this.depth++
    this.running.push(callee)
    this.meter.spend(WEIGHT.call)
    try {
      const scope = new LocalScope(callee.scope, true)
      const frame: Frame = {
        scope,
        unit: callee.unit,
        thisValue: callee.node.type === 'ArrowFunctionExpression' ? callee.boundThis : (callee.boundThis ?? thisValue),
      }
      this.bindParameters(callee.node.params, args, frame, scope)
      if (callee.node.type !== 'ArrowFunctionExpression') {
        scope.declareLazily('arguments', () => new ArrayValue(args.map(valueOf)))
      }
      try {
        if (callee.node.body.type !== 'BlockStatement') return this.evaluate(callee.node.body, frame)
        return runBody(this, callee.node.body.body, frame)
      } catch (error) {
        if (error instanceof RangeError) return new Unknown('an expression nested too deeply')
        if (!(error instanceof Undecidable)) throw error
        if (callee.node.body.type !== 'BlockStatement')
          forget([callee.node.body], scope, new Unknown(error.message), this.meter)
        return zodDefinitionOf(this, callee.node, frame) ?? new Unknown(error.message)
      }
    } finally {
      this.running.pop()
      this.depth--
    }
  }

  assign(target: Pattern | Expression, value: Value, frame: Frame): void {
    if (target.type === 'Identifier') frame.scope.lookup(target.name)?.set(value)
    else if (target.type === 'MemberExpression') {
      const object = this.evaluate(target.object, frame)
      const name = this.propertyName(target, frame)
      if (name !== undefined) writeMember(object, name, value)
      else if (object instanceof ObjectValue) object.open = new Unknown('a property with an unknown name')
    } else destructure(this, target as Pattern, value, frame, (name, part) => frame.scope.lookup(name)?.set(part))
  }

  private bindParameters(parameters: Pattern[], args: readonly Argument[], frame: Frame, scope: LocalScope): void {
    parameters.forEach((parameter, index) => {
      const argument = args[index]
      if (parameter.type === 'Identifier' && argument instanceof Cell) {
        scope.declareLazily(parameter.name, () => argument.get())
        return
      }
      const isRest = parameter.type === 'RestElement'
      const value = isRest ? new ArrayValue(args.slice(index).map(valueOf)) : valueOf(argument)
      const pattern = isRest ? parameter.argument : parameter
      destructure(this, pattern, value, frame, (name, part) => scope.declare(name, part))
    })
  }

  private functionValue(node: FunctionNode, frame: Frame): FunctionValue {
    this.meter.spend(WEIGHT.function)
    if (node.type !== 'FunctionExpression' || !node.id) return new FunctionValue(node, frame.scope, frame.unit)
    const scope = new LocalScope(frame.scope, false)
    const value = new FunctionValue(node, scope, frame.unit)
    scope.declare(node.id.name, value)
    return value
  }

  private classValue(node: Class, frame: Frame): ClassValue {
    this.meter.spend(WEIGHT.function)
    if (node.type !== 'ClassExpression' || !node.id) return new ClassValue(node, frame.scope, frame.unit)
    const scope = new LocalScope(frame.scope, false)
    const value = new ClassValue(node, scope, frame.unit)
    scope.declare(node.id.name, value)
    return value
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
    if ((typeof value === 'object' && value !== null) || typeof value === 'bigint')
      return new Unknown('arithmetic on an object')
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
    for (const part of chain.reverse()) value = this.operate(part.operator, value, this.evaluate(part.right, frame))
    return value
  }

  private operate(operator: string, left: Value, right: Value): Value {
    // Only texts, and lists that are joined to texts, take more than a moment.
    for (const value of [left, right]) {
      if (typeof value === 'string' || value instanceof ArrayValue) this.meter.spend(weightOf(value))
    }
    return binary(operator, left, right)
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
    } else value = this.operate(operator.slice(0, -1), before, this.evaluate(node.right, frame))
    this.assign(node.left, value, frame)
    return value
  }

  private propertyName(node: MemberExpression, frame: Frame): string | undefined {
    if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined
    return this.text(this.evaluate(node.property, frame))
  }

  /** The value as text, counted. */
  private text(value: Value): string | undefined {
    this.meter.spend(weightOf(value))
    return toKey(value)
  }

  private memberExpression(node: MemberExpression, frame: Frame): Value {
    const object = this.evaluate(node.object, frame)
    if (node.optional && (object === null || object === undefined)) throw SHORT_CIRCUIT
    const name = this.propertyName(node, frame)
    if (name === undefined) return new Unknown('an unknown property')
    const value = this.member(object, name)
    return value === undefined && inherits(object, name) ? inherited(object, name) : value
  }

  /** Arguments of a call; unknown when it cannot be known how many there are. */
  private args(nodes: readonly (Expression | SpreadElement)[], frame: Frame): Value[] | Unknown {
    const list = listOf(this, nodes, frame)
    return list.open ?? list.items
  }

  /** Arguments for a function of the bundle; plain names are left for the function to read. */
  private lazyArgs(nodes: readonly (Expression | SpreadElement)[], frame: Frame): readonly Argument[] | Unknown {
    if (nodes.some((node) => node.type === 'SpreadElement')) return this.args(nodes, frame)
    return nodes.map((node) => {
      const cell = node.type === 'Identifier' ? frame.scope.lookup(node.name) : undefined
      return cell ?? this.evaluate(node, frame)
    })
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
      if (args instanceof Unknown) return args
      return this.located(this.method(object, name, args), node, frame)
    }
    if (callee.type === 'Super') return new Unknown('a super call')
    const target = this.evaluate(callee, frame)
    if (node.optional && (target === null || target === undefined)) throw SHORT_CIRCUIT
    const args = this.lazyArgs(node.arguments, frame)
    if (args instanceof Unknown) return args
    const result = this.call(target, args)
    return result instanceof Unknown ? (messageOf(args) ?? result) : this.located(result, node, frame)
  }

  private method(object: Value, name: string, args: Value[]): Value {
    if (object instanceof ZodValue) {
      this.meter.spend(WEIGHT.schema + weightOf(object))
      return zodMethod(this, object, name, args)
    }
    const own = object instanceof Unknown ? undefined : this.member(object, name)
    if (isCallable(own)) return this.call(own, args, object)
    if (own instanceof Unknown) return own
    return callMethod(this, object, name, args)
  }

  private newExpression(node: NewExpression, frame: Frame): Value {
    const args = this.args(node.arguments, frame)
    if (args instanceof Unknown) return args
    const schema = constructZod(this, args)
    this.meter.spend(WEIGHT.schema)
    if (schema) return this.located(schema, node, frame)
    const callee = this.evaluate(node.callee, frame)
    if (callee instanceof NativeFunction && callee.construct) {
      this.meter.spend(WEIGHT.object + weightOfAll(args))
      return callee.construct(args, this.meter)
    }
    return new Unknown('an object of a class of the app')
  }

  /** A schema stands where the outermost call that made or wrapped it stands, not inside the builder. */
  private located(value: Value, node: CallExpression | NewExpression, frame: Frame): Value {
    if (value instanceof ZodValue) {
      value.place = {
        file: frame.unit.script.path,
        start: frame.unit.byteOffset(node.start),
        end: frame.unit.byteOffset(node.end),
      }
    }
    return value
  }
}

function bodyOf(path: string, start: number): string {
  return `${start}:${path}`
}

/** What a function gives that is running already, and what it has not yet put into the objects it was given. */
function halfWay(args: readonly Argument[]): Unknown {
  const unknown = new Unknown('a function that is still running')
  for (const value of args.map(valueOf)) if (value instanceof ObjectValue) value.open ??= unknown
  return unknown
}

function isEmptyObject(node: Expression): boolean {
  return node.type === 'ObjectExpression' && node.properties.length === 0
}

/** Translation libraries wrap `{ defaultMessage }` in a call whose result only exists at run time: the message is the fact. */
function messageOf(args: readonly Argument[]): ObjectValue | undefined {
  const message = valueOf(args[0])
  return message instanceof ObjectValue && message.has('defaultMessage') ? message : undefined
}

/** Ends the evaluation of an optional chain whose base is null or undefined. */
class ShortCircuit extends Error {}
const SHORT_CIRCUIT = new ShortCircuit()

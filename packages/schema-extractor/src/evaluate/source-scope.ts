import { findAssignments } from '../code/find-assignments.js'
import { patternNames } from '../code/pattern-names.js'
import { readImports, type ImportBinding } from '../code/module-statements.js'
import type { Declaration } from '../code/binding-table.js'
import type { ScopeScan, Span } from '../code/scan-scope.js'
import { type Script, SourceSyntaxError } from '../code/script.js'
import type { Program } from './program.js'
import { Thrown } from './natives.js'
import { destructure } from './destructure.js'
import { parameterValue } from './parameters.js'
import { Cell, type Scope } from './scope.js'
import { Undecidable } from './statements.js'
import { ClassValue, FunctionValue, NativeFunction, ObjectValue, Unknown, type Value } from './values.js'

/**
 * The names that a file, or a block around the schema, binds at its own level. A binding is accepted when the scan proves
 * that it belongs to this scope and nothing else writes it; everything is evaluated on first use.
 */
export class SourceScope implements Scope {
  private readonly cells = new Map<string, Cell | undefined>()
  private readonly scan: ScopeScan
  private importTable: Map<string, ImportBinding> | undefined
  private patternNames: Map<string, Span> | undefined
  private statics: Map<string, string[]> | undefined
  private enumerations: Map<string, Span> | undefined
  private called: Map<string, Set<number>> | undefined

  constructor(
    private readonly program: Program,
    readonly script: Script,
    /** 0 for the file, else the offset behind the block's opening brace. */
    private readonly start: number,
    /** The scope around this block. */
    readonly enclosing: SourceScope | undefined,
  ) {
    this.scan = script.scan(start)
  }

  lookup(name: string): Cell | undefined {
    if (!this.cells.has(name)) this.cells.set(name, this.find(name))
    return this.cells.get(name) ?? this.enclosing?.lookup(name)
  }

  /** The declaration of this scope, or assignment to a declared name, that a byte offset lies in. */
  declarationAround(offset: number): Declaration | undefined {
    return this.scan.bindings.around(offset)
  }

  /** The expression statement, or value assigned to a property, of this scope that a byte offset lies in. */
  expressionAround(offset: number): Span | undefined {
    this.goThrough(this.scan.assignments.size + this.scan.calls.length)
    const holds = (span: Span) => span.start <= offset && offset < span.end
    for (const assignments of this.scan.assignments.values()) {
      const span = assignments.find(holds)
      if (span) return span
    }
    return this.scan.calls.find(holds)
  }

  /** Declarations, and assignments to declared names, that begin between two offsets, in order. */
  declarationsBetween(start: number, end: number): Declaration[] {
    const between = this.scan.bindings.between(start, end)
    this.goThrough(between.length)
    return between
  }

  /** The value of a variable declared further out that this scope assigns at one of the offsets, or fills as an enumeration. */
  valueAt(name: string, offsets: readonly number[]): Value {
    const spans = this.scan.assignments.get(name) ?? []
    const span = spans.find(({ start }) =>
      offsets.some((offset) => offset < start && start - offset <= name.length + 8),
    )
    if (span && spans.length === 1) return this.assignedValue(name, span)
    return this.enumeration(name) ?? this.filled(name)
  }

  declares(name: string): boolean {
    return this.scan.bindings.declares(name) || (this.start > 0 && this.isParameter(name))
  }

  /** Counts a search through so many things that the scan found. */
  private goThrough(things: number): void {
    this.program.graph.meter.spend(things >> 6)
  }

  /** Calls that stand as statements of this scope. */
  get calls(): readonly Span[] {
    return this.scan.calls
  }

  get span(): Span {
    return { start: this.scan.start, end: this.scan.end }
  }

  /** Evaluates an expression of this scope; whatever goes wrong in it makes it unknown. */
  evaluate(span: Span): Value {
    return this.guarded(() => {
      const { node, unit } = this.script.parse(span.start, span.end)
      return this.inside(() => this.program.evaluator.evaluate(node, { scope: this, unit, thisValue: undefined }))
    })
  }

  /** Lets evaluation know of the functions around this block. */
  private inside(action: () => Value): Value {
    if (!this.enclosing) return action()
    return this.enclosing.inside(() => this.program.evaluator.inside(this.script.path, this.start, action))
  }

  private guarded(action: () => Value): Value {
    try {
      return action()
    } catch (error) {
      if (error instanceof Undecidable || error instanceof Thrown) return new Unknown(error.message)
      if (error instanceof RangeError) return new Unknown('an expression nested too deeply')
      if (error instanceof SourceSyntaxError) {
        this.program.report('syntax', 'warning', `Expected JavaScript, found: ${error.message}`, error)
        return new Unknown(`source that cannot be read: ${error.message}`)
      }
      throw error
    }
  }

  private find(name: string): Cell | undefined {
    const declared = this.scan.bindings.declarations(name)
    if (declared.length > 0) return Cell.lazy(() => this.declared(name, declared))
    if (this.start === 0) {
      this.importTable ??= readImports(this.script)
      const imported = this.importTable.get(name)
      if (imported) return Cell.lazy(() => this.program.imported(this.script, imported))
      const common = this.program.commonJsName(this.script, name)
      if (common !== undefined) return Cell.of(common)
    } else if (this.isParameter(name)) {
      return Cell.lazy(() => this.parameter(name))
    }
    const pattern = this.patterns().get(name)
    if (pattern) return Cell.lazy(() => this.fromPattern(name, pattern))
    const hoisted = this.start === 0 ? this.program.hoisted(this.script, name) : undefined
    return hoisted && Cell.lazy(() => hoisted())
  }

  private parameter(name: string): Value {
    const unknown = new Unknown('a parameter of the function around the schema')
    if (!this.enclosing || this.scan.assignments.has(name)) return unknown
    const { script, start, scan, enclosing } = this
    return this.guarded(() => parameterValue(script, start, scan.end, enclosing, name)) ?? unknown
  }

  private declared(name: string, declarations: Declaration[]): Value {
    if (declarations.length > 1) {
      const functions = declarations.filter((declaration) => declaration.kind !== 'variable' || declaration.init >= 0)
      if (functions.length !== 1) return new Unknown(`${name} is declared more than once`)
      return this.declared(name, functions)
    }
    const declaration = declarations[0]!
    if (declaration.kind === 'variable' && declaration.init < 0) return this.assigned(name)
    return this.assignedValue(name, { start: declaration.init, end: declaration.end })
  }

  /** A variable declared without a value: the one assignment that gives it one. */
  private assigned(name: string): Value {
    const assignments = this.scan.assignments.get(name) ?? []
    if (assignments.length === 1) return this.assignedValue(name, assignments[0]!)
    if (assignments.length > 1) return new Unknown(`${name} is assigned more than once`)
    const enumeration = this.enumeration(name) ?? this.filled(name)
    if (enumeration) return enumeration
    return this.program.assignedElsewhere(this, name)
  }

  /** The value that an assignment of this scope gives a name, with what the scope adds to it. */
  assignedValue(name: string, span: Span): Value {
    const value = this.evaluate(span)
    this.addStatics(name, value, span.end)
    return value
  }

  /** `Name.property = value` beside a class, function or object, and getters that a helper call defines on it. */
  private addStatics(name: string, value: Value, from: number): void {
    if (!(value instanceof ClassValue || value instanceof FunctionValue || value instanceof ObjectValue)) return
    const target = value instanceof ObjectValue ? value : value.statics
    this.addAssigned(name, target)
    if (value instanceof FunctionValue) {
      this.called ??= this.indexCalled()
      for (const block of this.called.get(name) ?? [])
        this.program.scope(this.script, block, this).addAssigned(name, target)
    }
    if (value instanceof ObjectValue && value.slots.size === 0) this.addGetters(value, `(${name},`, from)
  }

  /** A namespace that a helper fills behind an offset, whatever the helper is: `helper(name, { a: () => x, … })`. */
  private addGetters(namespace: ObjectValue, call: string, from: number): void {
    const { bytes } = this.script
    this.program.graph.meter.search(bytes.length)
    for (let at = bytes.indexOf(call, from); at >= 0; at = bytes.indexOf(call, at + 1)) {
      const getters = this.gettersOf(at)
      if (!getters) continue
      for (const [property, slot] of getters.slots) {
        if ('value' in slot) namespace.slots.set(property, { get: slot.value })
      }
      return
    }
  }

  /** What fills a namespace at an offset: a call with an object of getters, or the loop of a helper that was inlined. */
  private gettersOf(at: number): ObjectValue | undefined {
    this.goThrough(64 + this.scan.calls.length)
    // `for (var key in getters) define(namespace, key, …)`
    const before = this.script.bytes.toString('latin1', Math.max(this.start, at - 120), at)
    const source = /for\s*\(\s*(?:var|let|const)\s+[\w$]+\s+in\s+([\w$]+)\s*\)\s*[\w$.]+\s*$/.exec(before)?.[1]
    const getters = source === undefined ? this.secondArgument(at) : this.lookup(source)?.get()
    return getters instanceof ObjectValue ? getters : undefined
  }

  /** The object literal that is the second argument of the call at an offset. */
  private secondArgument(at: number): Value {
    const call = this.scan.calls.find((span) => span.start <= at && at < span.end)
    if (!call) return undefined
    const { node, unit } = this.script.parse(call.start, call.end)
    if (node.type !== 'CallExpression' || node.arguments[1]?.type !== 'ObjectExpression') return undefined
    return this.program.evaluator.evaluate(node.arguments[1], { scope: this, unit, thisValue: undefined })
  }

  /** TypeScript's enumerations: `var name; (function (e) { e.A = "A" })(name || (name = {}))`. */
  private enumeration(name: string): Value {
    this.enumerations ??= this.indexEnumerations()
    const call = this.enumerations.get(name)
    if (!call) return undefined
    return this.guarded(() => {
      let { node } = this.script.parse(call.start, call.end)
      const { unit } = this.script.parse(call.start, call.end)
      if (node.type === 'UnaryExpression') node = node.argument
      if (node.type !== 'CallExpression') return undefined
      const frame = { scope: this, unit, thisValue: undefined }
      const members = new ObjectValue()
      this.program.evaluator.call(this.program.evaluator.evaluate(node.callee, frame), [members])
      return members
    })
  }

  /** Functions called where they stand that add properties to a name, `(() => { name.a = … })()`: their bodies, by that name. */
  private indexCalled(): Map<string, Set<number>> {
    const index = new Map<string, Set<number>>()
    const { bytes } = this.script
    this.goThrough(this.scan.calls.length << 4)
    for (const { start, end } of this.scan.calls) {
      if (end - start > LONGEST_CALLED) continue
      const text = bytes.toString('latin1', start, end)
      const head = CALLED_HEAD.exec(text)?.[0]
      if (head === undefined) continue
      for (const [, name] of text.matchAll(/([\w$]+)\.[\w$]+\s*=(?![=>])/g)) {
        index.set(name!, (index.get(name!) ?? new Set()).add(start + head.length))
      }
    }
    return index
  }

  private indexEnumerations(): Map<string, Span> {
    const index = new Map<string, Span>()
    for (const call of this.scan.calls) {
      const tail = this.script.bytes.toString('latin1', Math.max(call.start, call.end - 120), call.end)
      const name = ENUMERATION_TAIL.exec(tail)?.[1]
      if (name) index.set(name, call)
    }
    return index
  }

  /** An object that is only ever filled by assignments to its properties, also through another name. */
  private filled(name: string): Value {
    const object = new ObjectValue()
    this.addAssigned(name, object)
    this.goThrough(this.scan.aliases.size)
    const { bytes } = this.script
    const given = findAssignments(this.script, name, 20)
    if (given.some((at) => bytes.toString('latin1', at - 1, at + name.length + 3) === `(${name}={}`))
      this.addGetters(object, `(${name}={},`, this.start)
    for (const [alias, target] of this.scan.aliases) if (target === name) this.addAssigned(alias, object)
    return object.slots.size > 0 ? object : undefined
  }

  private addAssigned(name: string, target: ObjectValue): void {
    this.statics ??= groupByObject(this.scan.assignments.keys())
    for (const property of this.statics.get(name) ?? []) {
      const [assignment] = this.scan.assignments.get(`${name}.${property}`)!
      const cell = Cell.lazy(() => this.evaluate(assignment!))
      if (!target.has(property)) target.slots.set(property, { get: new NativeFunction(property, () => cell.get()) })
    }
  }

  /** What a destructuring of this scope gives a name that is declared further out. */
  patternValue(name: string): Value {
    const pattern = this.patterns().get(name)
    return pattern && this.fromPattern(name, pattern)
  }

  private patterns(): Map<string, Span> {
    return (this.patternNames ??= this.readPatterns())
  }

  private readPatterns(): Map<string, Span> {
    const names = new Map<string, Span>()
    for (const span of this.scan.patterns) {
      this.guarded(() => {
        const { node } = this.script.parse(span.start, span.end)
        if (node.type === 'AssignmentExpression') for (const name of patternNames(node.left)) names.set(name, span)
        return undefined
      })
    }
    return names
  }

  private fromPattern(name: string, span: Span): Value {
    return this.guarded(() => {
      const { node, unit } = this.script.parse(span.start, span.end)
      if (node.type !== 'AssignmentExpression') return new Unknown('an unusual pattern')
      const frame = { scope: this, unit, thisValue: undefined }
      let found: Value = undefined
      destructure(
        this.program.evaluator,
        node.left,
        this.program.evaluator.evaluate(node.right, frame),
        frame,
        (bound, part) => {
          if (bound === name) found = part
        },
      )
      return found
    })
  }

  /** Whether the function whose body this block is has a parameter of that name. */
  private isParameter(name: string): boolean {
    const before = this.script.bytes.toString('utf8', Math.max(0, this.start - 400), this.start - 1)
    const head = /(?:\(([^()]*)\)\s*(?:=>)?|([\w$]+)\s*=>)\s*$/.exec(before)
    const parameters = head?.[1] ?? head?.[2] ?? ''
    return new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(parameters)
  }
}

/** `(() => {` and `(function () {`, called where they stand; longer ones hold modules, not helpers. */
const CALLED_HEAD = /^[(!]*(?:\(\)\s*=>|function\s*\(\))\s*\{/
const LONGEST_CALLED = 4_000
/** `(name || (name = {}))` or `(name ||= {})` behind an enumeration's function. */
const ENUMERATION_TAIL = /\(\s*([\w$]+)\s*\|\|(?:\s*\(\s*\1\s*=\s*\{\s*\}\s*\)|=\s*\{\s*\})\s*\)\s*$/

function groupByObject(targets: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const target of targets) {
    const dot = target.indexOf('.')
    if (dot < 0 || target.indexOf('.', dot + 1) >= 0) continue
    const object = target.slice(0, dot)
    const list = groups.get(object)
    if (list) list.push(target.slice(dot + 1))
    else groups.set(object, [target.slice(dot + 1)])
  }
  return groups
}

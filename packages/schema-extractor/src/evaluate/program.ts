import type { Diagnostic } from '@cowork-mdm/schema'
import { readExports, type ImportBinding, type ModuleExports } from '../code/module-statements.js'
import { findAssignments, findDestructurings, mayBeVariable } from '../code/find-assignments.js'
import type { ModuleGraph } from '../code/module-graph.js'
import { type Script, SourceSyntaxError } from '../code/script.js'
import { wholeFileBindings } from '../code/whole-file.js'
import { externalMember } from '../zod/external.js'
import { Evaluator } from './evaluator.js'
import { SourceScope } from './source-scope.js'
import { NamespaceValue, NativeFunction, ObjectValue, Unknown, type Value } from './values.js'

/** The bundle as a program: scopes of its scripts, what modules export to each other, and what could not be read. */
export class Program {
  readonly evaluator: Evaluator
  readonly diagnostics: Diagnostic[] = []
  private readonly scopes = new Map<string, SourceScope>()
  private readonly exports = new Map<string, ModuleExports>()
  private readonly namespaces = new Map<string, NamespaceValue>()
  private readonly commonJsExports = new Map<string, Map<string, { start: number; end: number; getter: boolean }>>()
  private readonly parsedWhole = new Set<string>()

  private readonly reported = new Set<string>()

  constructor(readonly graph: ModuleGraph) {
    this.evaluator = new Evaluator(graph.meter)
  }

  report(
    code: string,
    severity: Diagnostic['severity'],
    message: string,
    place: { file: string; offset: number },
    key?: string,
  ): void {
    const diagnostic: Diagnostic = { code, severity, message, file: place.file, offset: place.offset }
    if (key !== undefined) diagnostic.key = key
    const id = JSON.stringify([code, place.file, place.offset, key])
    if (this.reported.has(id)) return
    this.reported.add(id)
    this.diagnostics.push(diagnostic)
  }

  scope(script: Script, start = 0, parent?: SourceScope): SourceScope {
    const id = `${start}:${script.path}`
    let scope = this.scopes.get(id)
    if (!scope) this.scopes.set(id, (scope = new SourceScope(this, script, start, parent)))
    return scope
  }

  /** The innermost scope around an offset: the file, or the function bodies that wrap it. */
  scopeAt(script: Script, offset: number): SourceScope {
    let scope = this.scope(script)
    for (const block of script.scan(0, [offset]).blocksAround.get(offset) ?? []) {
      scope = this.scope(script, block + 1, scope)
    }
    return scope
  }

  /** Runs a search that parses a file whole, and says so in the diagnostics. */
  parseWhole<T>(script: Script, search: () => T): T | undefined {
    if (!this.parsedWhole.has(script.path)) {
      this.parsedWhole.add(script.path)
      this.report(
        'parsed-whole',
        'info',
        'A name was not declared where the scan could prove it; the file was parsed whole.',
        {
          file: script.path,
          offset: 0,
        },
      )
    }
    try {
      return search()
    } catch (error) {
      if (!(error instanceof SourceSyntaxError)) throw error
      this.report('syntax', 'warning', `Expected JavaScript, found: ${error.message}`, error)
      return undefined
    }
  }

  /** A name that no scan of the file found: a `var` in a nested block, if the whole file has exactly one. */
  hoisted(script: Script, name: string): (() => Value) | undefined {
    if (this.evaluator.knowsGlobal(name)) return undefined
    if (!mayBeVariable(script, name)) return undefined
    return () => {
      const found = this.parseWhole(script, () => wholeFileBindings(script, name))
      if (found?.length !== 1) return new Unknown(`no single value of ${name} was found`)
      return this.scopeAt(script, found[0]!.start).evaluate(found[0]!)
    }
  }

  /**
   * The value of a variable that nothing assigns at the level it is declared at: the one assignment inside a function, such
   * as a bundler's wrapper for a module that is initialised on demand; undefined where there is none at all.
   */
  assignedElsewhere(home: SourceScope, name: string): Value {
    const { script } = home
    const offsets = findAssignments(script, name, MOST_CANDIDATES + 1)
    if (offsets.length === 0) return this.destructuredElsewhere(home, name)
    if (offsets.length <= MOST_CANDIDATES) {
      script.scan(0, offsets)
      const assigning = offsets.flatMap((offset) => this.assigningScope(home, name, offset) ?? [])
      // Read in the function that assigns it, before it does: `if (done) return; done = 1`.
      if (assigning.some(({ span }) => this.evaluator.isRunning(script.path, span.start))) return undefined
      const value = assigning.length === 1 ? assigning[0]!.valueAt(name, offsets) : undefined
      if (value !== undefined) return value
    }
    const found = this.parseWhole(script, () => wholeFileBindings(script, name))
    if (found?.length !== 1) return new Unknown(`no single value of ${name} was found`)
    return this.scopeAt(script, found[0]!.start).assignedValue(name, found[0]!)
  }

  private destructuredElsewhere(home: SourceScope, name: string): Value {
    const offsets = findDestructurings(home.script, name, MOST_CANDIDATES + 1)
    if (offsets.length > MOST_CANDIDATES) return new Unknown(`no single value of ${name} was found`)
    home.script.scan(0, offsets)
    const scopes = offsets.flatMap((offset) => this.assigningScope(home, name, offset) ?? [])
    return scopes.length === 1 ? scopes[0]!.patternValue(name) : undefined
  }

  /** The scope of an assignment, if it means the variable of `home` and no other of that name in between. */
  private assigningScope(home: SourceScope, name: string, offset: number): SourceScope | undefined {
    const scope = this.scopeAt(home.script, offset)
    let around: SourceScope | undefined = scope
    while (around && around !== home && !around.declares(name)) around = around.enclosing
    return around === home ? scope : undefined
  }

  imported(script: Script, binding: ImportBinding): Value {
    const namespace = this.namespace(script.path, binding.specifier)
    return binding.imported === '*' ? namespace : namespace.member(binding.imported)
  }

  /** `require`, `exports` and `module` of a CommonJS script. */
  commonJsName(script: Script, name: string): Value {
    if (name === 'require') {
      return new NativeFunction('require', ([specifier]) =>
        typeof specifier === 'string'
          ? this.namespace(script.path, specifier)
          : new Unknown('require of an unknown module'),
      )
    }
    return name === 'exports' || name === 'module' ? new ObjectValue() : undefined
  }

  private namespace(from: string, specifier: string): NamespaceValue {
    const path = this.graph.resolve(from, specifier)
    const id = path ?? specifier
    let namespace = this.namespaces.get(id)
    if (!namespace) {
      namespace = path
        ? new NamespaceValue(path, (name) => this.exported(path, name), false)
        : new NamespaceValue(specifier, (name) => externalMember(specifier, name), true)
      this.namespaces.set(id, namespace)
    }
    return namespace
  }

  private exported(path: string, name: string, seen: readonly string[] = []): Value {
    const script = this.graph.script(path)
    let exports = this.exports.get(path)
    if (!exports) this.exports.set(path, (exports = readExports(script)))
    const binding = exports.names.get(name)
    if (binding?.kind === 'local') return this.scope(script).lookup(binding.local)?.get()
    if (binding?.kind === 'from') return this.imported(script, binding)
    if (binding?.kind === 'default') return this.scope(script).evaluate(binding.span)
    for (const specifier of exports.all) {
      const target = this.graph.resolve(path, specifier)
      if (!target) {
        const value = externalMember(specifier, name)
        if (!(value instanceof Unknown)) return value
      } else if (!seen.includes(target)) {
        const value = this.exported(target, name, [...seen, path])
        if (value !== undefined) return value
      }
    }
    return this.commonJsExport(script, name)
  }

  /** `exports.name = value`, `Object.defineProperty(exports, "name", { get })`, `module.exports = { name }`. */
  private commonJsExport(script: Script, name: string): Value {
    const scope = this.scope(script)
    let table = this.commonJsExports.get(script.path)
    if (!table) this.commonJsExports.set(script.path, (table = readCommonJsExports(script)))
    const entry = table.get(name)
    if (entry) {
      const value = scope.evaluate(entry)
      return entry.getter && value instanceof ObjectValue
        ? this.evaluator.member(value, 'get') && this.callGetter(value)
        : value
    }
    const whole = table.get('=')
    if (!whole) return name === 'default' ? this.namespaces.get(script.path) : undefined
    const value = scope.evaluate(whole)
    if (name === 'default' && !(value instanceof ObjectValue && value.has('default'))) return value
    return value instanceof NamespaceValue || value instanceof ObjectValue
      ? this.evaluator.member(value, name)
      : undefined
  }

  private callGetter(descriptor: ObjectValue): Value {
    const getter = descriptor.plain('get')
    return getter === undefined ? descriptor.plain('value') : this.evaluator.call(getter, [])
  }
}

/** From so many assignments to one name on, the file is parsed whole at once. */
const MOST_CANDIDATES = 100

const DEFINED = /^Object\.defineProperty\(\s*(?:module\.)?exports\s*,\s*(?:"([^"]+)"|'([^']+)'|`([^`]+)`)\s*,/

function readCommonJsExports(script: Script): Map<string, { start: number; end: number; getter: boolean }> {
  const table = new Map<string, { start: number; end: number; getter: boolean }>()
  const { assignments, calls } = script.scan(0)
  for (const [target, list] of assignments) {
    const name = /^(?:module\.)?exports\.([\w$]+)$/.exec(target)?.[1] ?? (target === 'module.exports' ? '=' : undefined)
    const last = list.at(-1)!
    if (name !== undefined) table.set(name, { start: last.start, end: last.end, getter: false })
  }
  for (const call of calls) {
    const head = script.bytes.toString('utf8', call.start, Math.min(call.end, call.start + 300))
    const match = DEFINED.exec(head)
    const name = match?.[1] ?? match?.[2] ?? match?.[3]
    if (!match || name === undefined || name === '__esModule') continue
    // The descriptor runs from behind the name's comma to the call's closing parenthesis.
    const close = script.bytes.lastIndexOf(0x29, call.end - 1)
    table.set(name, { start: call.start + Buffer.byteLength(match[0]), end: close, getter: true })
  }
  return table
}

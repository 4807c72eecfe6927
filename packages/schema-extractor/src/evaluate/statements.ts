import type {
  ForInStatement,
  ForOfStatement,
  ForStatement,
  Statement,
  SwitchStatement,
  TryStatement,
  VariableDeclaration,
} from 'acorn'
import { destructure } from './destructure.js'
import { declaredNames, endsInPlace, forget } from './forget.js'
import { hoistedNames } from './hoisted-names.js'
import { LIMITS } from './limits.js'
import type { Evaluator, Frame } from './evaluator.js'
import { iterate, itemsOf, propertyNames, Thrown } from './natives.js'
import { binary } from './operators.js'
import { LocalScope } from './scope.js'
import { truthiness, Unknown, type Value } from './values.js'

/** Thrown where the path through the code depends on something unknown. */
export class Undecidable extends Error {
  override readonly name = 'Undecidable'
}

type Completion =
  { type: 'return'; value: Value } | { type: 'break' | 'continue'; label: string | undefined } | undefined

/**
 * Runs a function's body and gives what it returns. A statement that depends on the running app is passed over where the
 * next one runs in any case; what it may have changed is unknown then.
 * @throws Undecidable when the way through the body is unknown; what the rest of it may have changed is unknown then
 */
export function runBody(evaluator: Evaluator, body: Statement[], frame: Frame): Value {
  const scope = frame.scope as LocalScope
  for (const name of hoistedNames(body)) if (!scope.declaresItself(name)) scope.declare(name, undefined)
  declareFunctions(evaluator, body, frame)
  for (const [index, statement] of body.entries()) {
    try {
      const completion = run(evaluator, statement, frame)
      if (completion) return completion.type === 'return' ? completion.value : undefined
    } catch (error) {
      if (!(error instanceof Undecidable)) throw error
      const inPlace = endsInPlace(statement)
      const lost = inPlace ? [statement] : body.slice(index)
      for (const name of lost.flatMap((part) => [...declaredNames(part)])) {
        if (!scope.declaresItself(name)) scope.declare(name, undefined)
      }
      forget(lost, scope, new Unknown(error.message), evaluator.meter)
      if (!inPlace) throw error
    }
  }
  return undefined
}

function declareFunctions(evaluator: Evaluator, statements: readonly Statement[], frame: Frame): void {
  for (const statement of statements) {
    if (statement.type === 'FunctionDeclaration') {
      ;(frame.scope as LocalScope).declare(statement.id.name, evaluator.evaluate(statement, frame))
    }
  }
}

function runBlock(evaluator: Evaluator, statements: readonly Statement[], frame: Frame): Completion {
  declareFunctions(evaluator, statements, frame)
  for (const statement of statements) {
    const completion = run(evaluator, statement, frame)
    if (completion) return completion
  }
  return undefined
}

function inner(frame: Frame): Frame {
  return { ...frame, scope: new LocalScope(frame.scope, false) }
}

function decide(value: Value): boolean {
  const truth = truthiness(value)
  if (truth === undefined) throw new Undecidable('a condition that depends on the running app')
  return truth
}

function run(evaluator: Evaluator, statement: Statement, frame: Frame, label?: string): Completion {
  switch (statement.type) {
    case 'ExpressionStatement':
      evaluator.evaluate(statement.expression, frame)
      return undefined
    case 'VariableDeclaration':
      declare(evaluator, statement, frame)
      return undefined
    case 'ReturnStatement':
      return { type: 'return', value: statement.argument ? evaluator.evaluate(statement.argument, frame) : undefined }
    case 'IfStatement': {
      const branch = decide(evaluator.evaluate(statement.test, frame)) ? statement.consequent : statement.alternate
      return branch ? run(evaluator, branch, frame) : undefined
    }
    case 'BlockStatement':
      return runBlock(evaluator, statement.body, inner(frame))
    case 'ClassDeclaration':
      ;(frame.scope as LocalScope).declare(statement.id.name, evaluator.evaluate(statement, frame))
      return undefined
    case 'FunctionDeclaration':
    case 'EmptyStatement':
    case 'DebuggerStatement':
      return undefined
    case 'ThrowStatement':
      throw new Thrown(evaluator.evaluate(statement.argument, frame))
    case 'TryStatement':
      return runTry(evaluator, statement, frame)
    case 'ForStatement':
      return runFor(evaluator, statement, frame, label)
    case 'ForOfStatement':
    case 'ForInStatement':
      return runForEach(evaluator, statement, frame, label)
    case 'WhileStatement':
      return loop(
        label,
        () => decide(evaluator.evaluate(statement.test, frame)),
        () => run(evaluator, statement.body, frame),
      )
    case 'DoWhileStatement': {
      let first = true
      return loop(
        label,
        () => (first ? !(first = false) : decide(evaluator.evaluate(statement.test, frame))),
        () => run(evaluator, statement.body, frame),
      )
    }
    case 'SwitchStatement':
      return runSwitch(evaluator, statement, frame)
    case 'LabeledStatement': {
      const completion = run(evaluator, statement.body, frame, statement.label.name)
      return completion?.type === 'break' && completion.label === statement.label.name ? undefined : completion
    }
    case 'BreakStatement':
      return { type: 'break', label: statement.label?.name }
    case 'ContinueStatement':
      return { type: 'continue', label: statement.label?.name }
    default:
      throw new Undecidable(`${statement.type} is not evaluated`)
  }
}

function declare(evaluator: Evaluator, declaration: VariableDeclaration, frame: Frame): void {
  const scope = frame.scope as LocalScope
  const home = declaration.kind === 'var' ? scope.functionScope : scope
  for (const { id, init } of declaration.declarations) {
    // A `var` without a value leaves what is there, and the call has declared its name already.
    if (!init && declaration.kind === 'var') continue
    const value = init ? evaluator.evaluate(init, frame) : undefined
    destructure(evaluator, id, value, frame, (name, part) => home.declare(name, part))
  }
}

function runTry(evaluator: Evaluator, statement: TryStatement, frame: Frame): Completion {
  let completion: Completion
  try {
    completion = runBlock(evaluator, statement.block.body, inner(frame))
  } catch (error) {
    if (!(error instanceof Thrown) || !statement.handler) throw error
    const handler = inner(frame)
    if (statement.handler.param) {
      destructure(evaluator, statement.handler.param, error.value, handler, (name, part) =>
        (handler.scope as LocalScope).declare(name, part),
      )
    }
    completion = runBlock(evaluator, statement.handler.body.body, handler)
  }
  return (statement.finalizer && runBlock(evaluator, statement.finalizer.body, inner(frame))) ?? completion
}

function loop(label: string | undefined, goOn: () => boolean, body: () => Completion, step?: () => void): Completion {
  for (let round = 0; goOn(); round++) {
    if (round >= LIMITS.loopRounds) throw new Undecidable('a loop that does not end')
    const completion = body()
    if (completion?.type === 'return') return completion
    if (completion) {
      if (completion.label !== undefined && completion.label !== label) return completion
      if (completion.type === 'break') return undefined
    }
    step?.()
  }
  return undefined
}

function runFor(evaluator: Evaluator, statement: ForStatement, outer: Frame, label?: string): Completion {
  const frame = inner(outer)
  if (statement.init?.type === 'VariableDeclaration') declare(evaluator, statement.init, frame)
  else if (statement.init) evaluator.evaluate(statement.init, frame)
  return loop(
    label,
    () => !statement.test || decide(evaluator.evaluate(statement.test, frame)),
    () => run(evaluator, statement.body, frame),
    () => statement.update && evaluator.evaluate(statement.update, frame),
  )
}

function runForEach(
  evaluator: Evaluator,
  statement: ForOfStatement | ForInStatement,
  outer: Frame,
  label?: string,
): Completion {
  const subject = evaluator.evaluate(statement.right, outer)
  if (statement.type === 'ForInStatement' && (subject === undefined || subject === null)) return undefined
  const items = statement.type === 'ForOfStatement' ? itemsOf(subject) : iterate(propertyNames(subject))
  if (!items) throw new Undecidable('a loop over an unknown list')
  evaluator.meter.spend(items.length)
  const queue = items.slice(0, LIMITS.loopRounds + 1)
  let frame = outer
  return loop(
    label,
    () => {
      if (queue.length === 0) return false
      const item = queue.shift()
      frame = inner(outer)
      if (statement.left.type !== 'VariableDeclaration') evaluator.assign(statement.left, item, outer)
      else {
        const { kind, declarations } = statement.left
        const scope = frame.scope as LocalScope
        const home = kind === 'var' ? scope.functionScope : scope
        destructure(evaluator, declarations[0]!.id, item, frame, (name, part) => home.declare(name, part))
      }
      return true
    },
    () => run(evaluator, statement.body, frame),
  )
}

function runSwitch(evaluator: Evaluator, statement: SwitchStatement, outer: Frame): Completion {
  const frame = inner(outer)
  const subject = evaluator.evaluate(statement.discriminant, frame)
  let chosen = statement.cases.findIndex(
    ({ test }) => test && decide(binary('===', subject, evaluator.evaluate(test, frame))),
  )
  if (chosen < 0) chosen = statement.cases.findIndex(({ test }) => !test)
  if (chosen < 0) return undefined
  for (const { consequent } of statement.cases.slice(chosen)) {
    const completion = runBlock(evaluator, consequent, frame)
    if (completion?.type === 'break' && completion.label === undefined) return undefined
    if (completion) return completion
  }
  return undefined
}

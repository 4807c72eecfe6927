import type { Statement } from 'acorn'
import { patternNames } from '../code/pattern-names.js'

const known = new WeakMap<readonly Statement[], readonly string[]>()

/** The names that `var` declares anywhere in a function's body, outside the functions in it. */
export function hoistedNames(body: readonly Statement[]): readonly string[] {
  let names = known.get(body)
  if (!names) known.set(body, (names = [...new Set(body.flatMap(namesIn))]))
  return names
}

function namesIn(statement: Statement | null | undefined): string[] {
  switch (statement?.type) {
    case 'VariableDeclaration':
      return statement.kind === 'var' ? statement.declarations.flatMap(({ id }) => patternNames(id)) : []
    case 'BlockStatement':
      return statement.body.flatMap(namesIn)
    case 'IfStatement':
      return [...namesIn(statement.consequent), ...namesIn(statement.alternate)]
    case 'ForStatement':
      return [
        ...(statement.init?.type === 'VariableDeclaration' ? namesIn(statement.init) : []),
        ...namesIn(statement.body),
      ]
    case 'ForInStatement':
    case 'ForOfStatement':
      return [
        ...(statement.left.type === 'VariableDeclaration' ? namesIn(statement.left) : []),
        ...namesIn(statement.body),
      ]
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      return namesIn(statement.body)
    case 'TryStatement':
      return [statement.block, statement.handler?.body, statement.finalizer].flatMap(namesIn)
    case 'SwitchStatement':
      return statement.cases.flatMap(({ consequent }) => consequent.flatMap(namesIn))
    default:
      return []
  }
}

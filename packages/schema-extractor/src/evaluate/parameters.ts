import type { AnyNode, CallExpression } from 'acorn'
import { childNodes } from '../code/child-nodes.js'
import type { Span } from '../code/scan-scope.js'
import type { Script } from '../code/script.js'
import type { SourceScope } from './source-scope.js'
import { ObjectValue, type Value } from './values.js'

/** Longest head of a function that is looked at, and longest function that calls the modules of a table. */
const LONGEST_HEAD = 600
const LONGEST_LOADER = 4_000

const COMMENTS = /\/\*(?:[^*]|\*(?!\/))*\*\//g
const HEADS = [
  /function\s*[\w$]*\s*\(([\w$\s,]*)\)\s*$/,
  /(?:\(([\w$\s,]*)\)|([\w$]+))\s*=>\s*$/,
  /(?:[\w$]+|"[^"]*"|'[^']*')\s*\(([\w$\s,]*)\)\s*$/,
]

/** What the function around a block is called with, as far as one place calls it: found for one parameter. */
export function parameterValue(script: Script, block: number, end: number, outer: SourceScope, name: string): Value {
  const head = readHead(script, block)
  const index = head?.parameters.indexOf(name) ?? -1
  if (!head || index < 0) return undefined
  return calledAtOnce(script, end, outer, head, index) ?? calledByLoader(script, outer, block, index)
}

interface Head {
  parameters: string[]
  /** What stands in front of it, without comments. */
  before: string
  isArrow: boolean
}

function readHead(script: Script, block: number): Head | undefined {
  const text = script.bytes.toString('latin1', Math.max(0, block - 1 - LONGEST_HEAD), block - 1).replace(COMMENTS, '')
  for (const [kind, pattern] of HEADS.entries()) {
    const match = pattern.exec(text)
    if (!match) continue
    const parameters = (match[1] ?? match[2] ?? '').split(',').map((parameter) => parameter.trim())
    return { parameters, before: text.slice(0, match.index).trimEnd(), isArrow: kind === 1 }
  }
  return undefined
}

/** `(function (a) { … })(x)`, `!function (a) { … }(x)`, `((a) => { … }).call(this, x)`. */
function calledAtOnce(script: Script, end: number, outer: SourceScope, head: Head, index: number): Value {
  const behind = script.bytes.toString('latin1', end + 1, end + 200)
  const match = /^\s*(\))?\s*(\.call\s*)?\(/.exec(behind)
  if (!match) return undefined
  // A parenthesis that is closed in between has to be one around the function alone, not that of a call.
  if (match[1] ? !/(?:^|[^\w$)\]])\($/.test(head.before) : head.isArrow) return undefined
  const open = end + match[0].length
  const args = argumentSpans(script, open)
  const span = args?.[match[2] ? index + 1 : index]
  return span && outer.evaluate(span)
}

function argumentSpans(script: Script, open: number): { start: number; end: number }[] | undefined {
  const close = script.scan(open + 1).end
  try {
    const { node, unit } = script.parse(open + 1, close)
    const parts = node.type === 'SequenceExpression' ? node.expressions : [node]
    return parts.map((part) => ({ start: unit.byteOffset(part.start), end: unit.byteOffset(part.end) }))
  } catch {
    return undefined
  }
}

/**
 * A module in a table that one function beside it loads modules from. Shape:
 * `var table = { id: function (module, exports, load) { … } }; function load(id) { … table[id](module, module.exports, load) … }`.
 */
function calledByLoader(script: Script, outer: SourceScope, block: number, index: number): Value {
  const table = outer.declarationAround(block)
  if (!table || table.init < 0 || !/^[\s(]*[{[]/.test(script.bytes.toString('latin1', table.init, table.init + 20)))
    return undefined
  const declared = outer.declarationsBetween(0, Infinity).map(({ kind, name, start, init, end }) => {
    return { name, start: kind === 'variable' ? init : start, end }
  })
  for (const candidate of [...declared, ...outer.calls]) {
    const loader = loaderIn(script, candidate, table.name)
    const argument = loader?.call.arguments[index]
    if (argument?.type === 'MemberExpression') return new ObjectValue()
    if (argument?.type !== 'Identifier') continue
    if (argument.name !== loader!.name) return new ObjectValue()
    return outer.declares(argument.name) ? outer.lookup(argument.name)?.get() : outer.evaluate(loader!)
  }
  return undefined
}

/** A function that calls the modules of a table, and how. */
interface Loader extends Span {
  name: string | undefined
  call: CallExpression
}

function loaderIn(script: Script, { start, end, name }: Span & { name?: string }, table: string): Loader | undefined {
  if (start < 0 || end - start > LONGEST_LOADER) return undefined
  if (!script.bytes.toString('latin1', start, end).includes(`${table}[`)) return undefined
  try {
    const { node, unit } = script.parse(start, end)
    const loader = find(node, (part) => part.type === 'FunctionExpression' || part.type === 'ArrowFunctionExpression')
    const call = loader && find(loader, (part) => part.type === 'CallExpression' && isPart(part.callee, table))
    if (call?.type !== 'CallExpression') return undefined
    const own = loader!.type === 'FunctionExpression' ? loader.id?.name : undefined
    return { name: own ?? name, call, start: unit.byteOffset(loader!.start), end: unit.byteOffset(loader!.end) }
  } catch {
    return undefined
  }
}

/** `table[…]`. */
function isPart(node: AnyNode, table: string): boolean {
  return (
    node.type === 'MemberExpression' && node.computed && node.object.type === 'Identifier' && node.object.name === table
  )
}

function find(node: AnyNode, matches: (node: AnyNode) => boolean): AnyNode | undefined {
  if (matches(node)) return node
  for (const child of childNodes(node)) {
    const found = find(child, matches)
    if (found) return found
  }
  return undefined
}

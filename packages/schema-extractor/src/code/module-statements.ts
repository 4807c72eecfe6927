import {
  type ExportAllDeclaration,
  type ExportDefaultDeclaration,
  type ExportNamedDeclaration,
  type Identifier,
  type ImportDeclaration,
  type Literal,
  Parser,
} from 'acorn'
import type { Span } from './scan-scope.js'
import type { Script } from './script.js'

/** A local name and what it is imported as: a name of the other module, `*` for all of it. */
export interface ImportBinding {
  specifier: string
  imported: string
}

/** Where an exported name comes from. */
export type ExportBinding =
  | { kind: 'local'; local: string }
  | { kind: 'from'; specifier: string; imported: string }
  | { kind: 'default'; span: Span }

export interface ModuleExports {
  names: Map<string, ExportBinding>
  /** Specifiers of `export * from`. */
  all: string[]
}

type ModuleStatement = ImportDeclaration | ExportNamedDeclaration | ExportAllDeclaration | ExportDefaultDeclaration

/** A parser for one statement out of its module: names that the rest of the module declares are not missed. */
const StatementParser = Parser.extend(
  (Base) =>
    class extends (Base as unknown as new (...args: never[]) => object) {
      checkLocalExport(): void {}
    } as unknown as typeof Parser,
)

function statement(script: Script, span: Span): { node: ModuleStatement; text: string } | undefined {
  const text = script.bytes.toString('utf8', span.start, span.end)
  try {
    const [node] = StatementParser.parse(text, { ecmaVersion: 'latest', sourceType: 'module' }).body
    return node && { node: node as ModuleStatement, text }
  } catch {
    return undefined
  }
}

function nameOf(node: Identifier | Literal): string {
  return node.type === 'Identifier' ? node.name : String(node.value)
}

/** The names that a script's import statements bind. */
export function readImports(script: Script): Map<string, ImportBinding> {
  const imports = new Map<string, ImportBinding>()
  for (const span of script.scan(0).imports) {
    const node = statement(script, span)?.node
    if (node?.type !== 'ImportDeclaration') continue
    const specifier = String(node.source.value)
    for (const part of node.specifiers) {
      const imported =
        part.type === 'ImportSpecifier'
          ? nameOf(part.imported)
          : part.type === 'ImportDefaultSpecifier'
            ? 'default'
            : '*'
      imports.set(part.local.name, { specifier, imported })
    }
  }
  return imports
}

/** What a script's export statements offer. */
export function readExports(script: Script): ModuleExports {
  const names = new Map<string, ExportBinding>()
  const all: string[] = []
  for (const span of script.scan(0).exports) {
    const head = script.bytes.toString('utf8', span.start, Math.min(span.end, span.start + 200))
    // The declared names of `export const …` are found by the scan; only the first bytes tell which they are.
    const declared = /^export\s+(?:async\s+)?(?:function\s*\*?|class)\s*([\w$]+)/.exec(head)
    if (declared) {
      names.set(declared[1]!, { kind: 'local', local: declared[1]! })
      continue
    }
    if (/^export\s*default\b/.test(head)) {
      const start = span.start + /^export\s*default\s*/.exec(head)![0].length
      names.set('default', { kind: 'default', span: { start, end: span.end } })
      continue
    }
    const node = statement(script, span)?.node
    if (node?.type === 'ExportAllDeclaration') {
      const specifier = String(node.source.value)
      if (node.exported) names.set(nameOf(node.exported), { kind: 'from', specifier, imported: '*' })
      else all.push(specifier)
    } else if (node?.type === 'ExportNamedDeclaration') {
      if (node.declaration?.type === 'VariableDeclaration') {
        for (const { id } of node.declaration.declarations) {
          if (id.type === 'Identifier') names.set(id.name, { kind: 'local', local: id.name })
        }
      }
      for (const part of node.specifiers) {
        const local = nameOf(part.local)
        names.set(
          nameOf(part.exported),
          node.source
            ? { kind: 'from', specifier: String(node.source.value), imported: local }
            : { kind: 'local', local },
        )
      }
    }
  }
  return { names, all }
}

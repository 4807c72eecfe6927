import { createRequire } from 'node:module'
import { Language, Parser, type Node } from 'web-tree-sitter'

// No PowerShell runs here. A grammar that others maintain reads scripts instead; what they do on a machine is untried.
const require = createRequire(import.meta.url)
await Parser.init()
const parser = new Parser()
parser.setLanguage(await Language.load(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')))

/**
 * What a script is made of.
 * @throws Error where it is no PowerShell
 */
export function parsePowerShell(script: string): Node {
  const { rootNode } = parser.parse(script)!
  if (!rootNode.hasError) return rootNode
  throw new Error(`Expected PowerShell, found something else in line ${brokenIn(rootNode).startPosition.row + 1}.`)
}

/** The innermost node that is wrong, or stands for what is missing. */
function brokenIn(node: Node): Node {
  const child = node.children.find((each) => each && (each.hasError || each.isMissing))
  return child ? brokenIn(child) : node
}

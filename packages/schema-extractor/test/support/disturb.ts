import { type AnyNode, type ObjectExpression, parse, type Pattern, type Program } from 'acorn'

/** Words that only the metadata of settings and sub-fields have. */
const METADATA = new Set(['flatKey', 'scopes', 'availableInVersion', 'legacyFlatKey', 'label', 'settingName'])

/** A script whose metadata objects have their properties in another order. */
export function shuffleMetadata(code: string, seed: number): string {
  const random = sequence(seed)
  const render = (node: AnyNode): string => {
    const parts: string[] = []
    let at = node.start
    for (const child of children(node)) {
      parts.push(code.slice(at, child.start), render(child))
      at = child.end
    }
    const text = parts.join('') + code.slice(at, node.end)
    return node.type === 'ObjectExpression' && isMetadata(node) ? shuffled(node, render, random) : text
  }
  return render(read(code))
}

/** A later property wins over an earlier one of the same name: an object with a spread keeps its order. */
function isMetadata(node: ObjectExpression): boolean {
  let known = false
  for (const property of node.properties) {
    if (property.type !== 'Property' || property.computed) return false
    if (property.key.type === 'Identifier' && METADATA.has(property.key.name)) known = true
  }
  return known
}

function shuffled(node: ObjectExpression, render: (node: AnyNode) => string, random: () => number): string {
  const properties = node.properties.map(render)
  for (let index = properties.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    ;[properties[index], properties[other]] = [properties[other]!, properties[index]!]
  }
  return `{${properties.join(',')}}`
}

/**
 * A script with functions before and after it that use its top-level names for things of their own: parameters, `var`,
 * `let` in a block, functions, classes, caught errors. None of it changes what the script does.
 */
export function shadowNames(code: string): string {
  const names = topLevelNames(read(code)).filter((name) => name.length <= 3)
  const use = (list: string[]) => list.join(',')
  const chunk = (from: number) => names.slice(from, from + 12)
  const before: string[] = []
  const after: string[] = []
  for (let from = 0; from < names.length; from += 12) {
    const [first = '$0', second = '$1', third = '$2', ...rest] = chunk(from)
    before.push(
      `globalThis.$never&&function(${use([first, second, third])}){var ${use(['$', ...rest.map((name) => `${name}=()=>({scopes:["3p"],title:"no setting"})`)])};return ${first}(${second},{title:"x",description:${third}})};`,
    )
    after.push(
      `;globalThis.$never&&(()=>{for(let ${first} of []){const ${second}={toString(){return ${first}}};try{${second}()}catch(${third}){{let ${use(['$', ...rest])};class ${first}{static string(){return this}}function ${second}(){return new ${first}}}}}})();`,
    )
  }
  return before.join('') + code + after.join('')
}

function read(code: string): Program {
  return parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowReturnOutsideFunction: true })
}

/** The nodes directly inside another, in source order. In `{ a }` and `export { a }` two of them are one piece of text. */
function children(node: AnyNode): AnyNode[] {
  const found = new Map<number, AnyNode>()
  for (const value of Object.values(node) as unknown[]) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof item === 'object' && item !== null && 'type' in item && 'start' in item) {
        const child = item as AnyNode
        found.set(child.start, child)
      }
    }
  }
  return [...found.values()].sort((left, right) => left.start - right.start)
}

function topLevelNames(program: Program): string[] {
  const names = new Set<string>()
  const bind = (pattern: Pattern): void => {
    if (pattern.type === 'Identifier') names.add(pattern.name)
  }
  for (const statement of program.body) {
    if (statement.type === 'VariableDeclaration') for (const { id } of statement.declarations) bind(id)
    if ((statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') && statement.id) {
      bind(statement.id)
    }
  }
  return [...names]
}

/** Numbers between 0 and 1 that are the same in every run. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

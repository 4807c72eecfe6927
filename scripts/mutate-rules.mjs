// node scripts/mutate-rules.mjs [RULE …]: turns every condition of every lint rule on and off, one at a time, and runs the
// fixtures of all rules. Mutants that no fixture notices are printed: each is a case without a twin, or a guard that only the
// type checker needs.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import ts from 'typescript'
import { root } from './workspace.mjs'

const linter = join(root, 'packages/linter')
const rules = join(linter, 'src/rules')
const scratch = join(root, 'node_modules/.cache/mutate-rules')

/**
 * @param {string} entry
 * @param {string} name
 * @param {import('esbuild').Plugin[]} plugins
 * @returns {Promise<any>}
 */
async function load(entry, name, plugins = []) {
  const outfile = join(scratch, `${name}.mjs`)
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@cowork-mdm/source'],
    mainFields: ['module', 'main'],
    logLevel: 'error',
    loader: { '.yaml': 'text' },
    plugins,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  })
  return import(pathToFileURL(outfile).href)
}

/**
 * Every condition, and what it may be turned into.
 * @param {string} text
 * @returns {{ start: number, end: number, to: string, line: number }[]}
 */
function mutantsOf(text) {
  const file = ts.createSourceFile('rule.ts', text, ts.ScriptTarget.Latest, true)
  /** @type {{ start: number, end: number, to: string, line: number }[]} */
  const found = []
  /** @param {ts.Expression} node */
  const turn = (node) => {
    const start = node.getStart(file)
    const line = file.getLineAndCharacterOfPosition(start).line
    if (
      text
        .split('\n')
        .slice(line, line + 1)
        .some((source) => source.includes('mutant-ok'))
    )
      return
    for (const to of ['true', 'false']) found.push({ start, end: node.end, to: `(${to} as boolean)`, line: line + 1 })
  }
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isIfStatement(node)) turn(node.expression)
    else if (ts.isConditionalExpression(node)) turn(node.condition)
    else if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
        turn(node.left)
        // What is guarded may not be evaluated at all.
        if (!ts.isObjectLiteralExpression(node.right) && !ts.isCallExpression(node.right)) turn(node.right)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const { RULES, failures } = await load(join(linter, 'test/support/check-fixtures.ts'), 'checker')
const wanted = process.argv.slice(2)
const broken = failures(Object.keys(RULES))
if (broken.length > 0) throw new Error(`The fixtures fail without any mutant: ${broken.join(', ')}`)

let count = 0
/** @type {string[]} */
const survivors = []
for (const name of readdirSync(rules).sort()) {
  const rule = basename(name, '.ts')
  if (wanted.length > 0 && !wanted.includes(rule)) continue
  const path = join(rules, name)
  const text = readFileSync(path, 'utf8')
  const original = { ...RULES[rule] }
  for (const { start, end, to, line } of mutantsOf(text)) {
    count++
    const mutant = text.slice(0, start) + to + text.slice(end)
    const inject = {
      name: 'mutant',
      /** @param {import('esbuild').PluginBuild} setup */
      setup(setup) {
        setup.onLoad({ filter: new RegExp(`rules/${rule}\\.ts$`) }, () => ({
          contents: mutant,
          loader: 'ts',
          resolveDir: rules,
        }))
      },
    }
    const module = await load(path, `${rule}-${count}`, [/** @type {import('esbuild').Plugin} */ (inject)])
    const changed = Object.values(module).find(
      (value) => typeof value === 'object' && value !== null && 'messages' in value,
    )
    Object.assign(RULES[rule], changed)
    // Its own fixtures notice most.
    const isNoticed = failures([rule]).length > 0 || failures(Object.keys(RULES)).length > 0
    if (!isNoticed)
      survivors.push(
        `packages/linter/src/rules/${name}:${line}: ${text.slice(start, end).replace(/\s+/g, ' ')} → ${to}`,
      )
    Object.assign(RULES[rule], original)
  }
}
rmSync(scratch, { recursive: true, force: true })
console.log(`${count} mutants, ${survivors.length} not noticed`)
for (const survivor of survivors) console.log(survivor)

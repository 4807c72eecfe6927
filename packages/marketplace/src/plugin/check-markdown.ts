import { readFrontmatter } from './frontmatter.js'
import type { Report } from './problems.js'
import { readText } from './read-text.js'
import type { TreeReader } from './tree-reader.js'

const MAX_BYTES = 1024 * 1024
const DEEPEST = 8

/**
 * Reports what is wrong with commands or agents: Markdown files, in folders or not, whose description tells people and the
 * model what they are for. The app takes those that have none, so that this is a warning. Tells how many there are.
 */
export async function checkMarkdown(tree: TreeReader, path: string, report: Report, depth = 0): Promise<number> {
  if (path.endsWith('.md') && (await tree.sizeOf(path)) !== undefined) {
    const text = await readText(tree, path, { report, maxBytes: MAX_BYTES })
    if (text === undefined) return 1
    const frontmatter = readFrontmatter(text, path, { report, severity: 'warning' })
    if (frontmatter === 'broken') return 1
    if (typeof frontmatter?.fields['description'] !== 'string')
      report('no-description', path, 'Expected a description between --- at the top, found none.')
    return 1
  }
  let count = 0
  // Links inside may lead back up.
  if (depth < DEEPEST)
    for (const { name } of (await tree.list(path)) ?? [])
      count += await checkMarkdown(tree, `${path}/${name}`, report, depth + 1)
  return count
}

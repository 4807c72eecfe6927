import { readFrontmatter } from './frontmatter.js'
import { KEBAB_CASE } from './plugin-names.js'
import type { Report } from './problems.js'
import { readText } from './read-text.js'
import type { TreeReader } from './tree-reader.js'

/** A skill as its `SKILL.md` tells of it. */
export interface Skill {
  name: string
  description: string
}

const MAX_BYTES = 1024 * 1024

// https://agentskills.io/specification
const LONGEST_NAME = 64
const LONGEST_DESCRIPTION = 1024

/**
 * Reads `SKILL.md` in a folder of a skill and reports what is wrong; undefined where there is none or it cannot be used.
 * `folder` is `.` for a plugin that is a single skill.
 */
export async function checkSkill(tree: TreeReader, folder: string, report: Report): Promise<Skill | undefined> {
  const file = folder === '.' ? 'SKILL.md' : `${folder}/SKILL.md`
  const text = await readText(tree, file, { report, maxBytes: MAX_BYTES })
  if (text === undefined) return undefined
  const frontmatter = readFrontmatter(text, file, { report })
  if (frontmatter === 'broken') return undefined
  if (!frontmatter) {
    report('no-frontmatter', file, 'Expected lines between --- at the top with name and description, found none.')
    return undefined
  }
  const { fields, at } = frontmatter
  const [name, description] = (['name', 'description'] as const).map((field) => {
    const value = fields[field]
    if (typeof value === 'string' && value.trim() !== '') return value
    report(
      'invalid-value',
      file,
      `Expected text for ${field}, found ${value === undefined ? 'nothing' : 'something else'}.`,
      {
        at: at(field),
      },
    )
    return undefined
  })
  if (name === undefined || description === undefined) return undefined
  if (!KEBAB_CASE.test(name) || name.length > LONGEST_NAME)
    report('name-style', file, `Expected at most ${LONGEST_NAME} small letters, digits and single dashes for name.`, {
      at: at('name'),
    })
  else if (folder !== '.' && folder.split('/').at(-1) !== name)
    report('name-differs', file, `Expected the name of its folder for name, found ${name}.`, { at: at('name') })
  if (description.length > LONGEST_DESCRIPTION)
    report(
      'invalid-value',
      file,
      `Expected at most ${LONGEST_DESCRIPTION} characters for description, found ${description.length}.`,
      {
        at: at('description'),
        severity: 'warning',
      },
    )
  return { name, description }
}

/** Reports what is wrong with the skills in a folder, and tells which folders of it hold one. */
export async function checkSkills(tree: TreeReader, folder: string, report: Report): Promise<string[]> {
  const found: string[] = []
  for (const { name } of (await tree.list(folder)) ?? []) {
    const path = `${folder}/${name}`
    if ((await tree.sizeOf(`${path}/SKILL.md`)) === undefined) continue
    found.push(path)
    await checkSkill(tree, path, report)
  }
  return found
}

import { resolve } from 'node:path'
import { CoworkError, localHost } from '@cowork-mdm/machine'
import { PackError, packSkills, type PackResult } from '@cowork-mdm/marketplace'
import { counted } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { renderTable } from '../output/table.js'
import { renderPluginProblems } from '../plugin/render-plugin-problems.js'

export interface PackInput {
  dir: string
  name: string
  out: string
  version: string | undefined
  description: string | undefined
  author: string | undefined
  'author-email': string | undefined
  force: boolean
}

/** `skill pack`: a plugin of a folder of skills. */
export async function packCommand(input: PackInput, _context: RunContext): Promise<Outcome> {
  const { dir, name, out, version, description, author, 'author-email': email, force } = input
  if (email !== undefined && author === undefined) {
    throw new CoworkError('option-missing', 'Expected --author beside --author-email, found --author-email alone.', {
      hint: 'Add --author NAME.',
    })
  }
  try {
    const packed = await packSkills(localHost(), resolve(dir), {
      name,
      out: resolve(out),
      version,
      description,
      author: author === undefined ? undefined : { name: author, email },
      force,
    })
    return toOutcome(packed)
  } catch (error) {
    if (!(error instanceof PackError)) throw error
    const { problems } = error
    const errors = problems.filter(({ severity }) => severity === 'error').length
    return {
      json: { changed: false, problems },
      text: (terminal) => renderPluginProblems(problems, terminal),
      note: () => `Nothing was written: ${counted(errors, 'error')}.`,
      noteAlways: true,
      exitCode: 1,
    }
  }
}

function toOutcome(packed: PackResult): Outcome {
  const { changed, out, skills, passedOver, problems } = packed
  const summary = changed
    ? `Packed ${counted(skills.length, 'skill')} into ${plainText(out)}.`
    : `Nothing to do: ${plainText(out)} holds these skills already.`
  const others = passedOver.map((folder) => `${plainText(folder)} has no SKILL.md and was passed over.`)
  return {
    json: packed,
    text: (terminal) =>
      renderTable(
        [
          { title: 'Skill', cells: skills.map((skill) => plainText(skill.name)), style: 'name' },
          { title: 'What it is for', cells: skills.map((skill) => plainText(skill.description)), least: 20 },
        ],
        terminal,
      ),
    note: (terminal) =>
      [renderPluginProblems(problems, terminal).trimEnd(), ...others, summary].filter(Boolean).join('\n'),
    noteAlways: true,
  }
}

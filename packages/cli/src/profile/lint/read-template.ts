import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { validateAdmx } from '@cowork-mdm/encoder/admx'
import type { LintedTemplate } from '@cowork-mdm/linter'
import { readFileBytes } from '@cowork-mdm/machine'
import { templateText } from './template-path.js'

/** An ADMX file with the ADML files of its name in the folders beside it, which are named after languages. */
export async function readTemplate(path: string, bytes: Uint8Array): Promise<LintedTemplate> {
  const texts = new Map([[path, templateText(bytes)]])
  for (const language of await languagesOf(path)) texts.set(language, templateText(await readFileBytes(language)))
  const files = [...texts].map(([file, text]) => ({ path: file.replaceAll('\\', '/'), text }))
  const names = new Map(files.map((file, index) => [file.path, [...texts.keys()][index]!]))
  const admxProblems = validateAdmx(files).map((problem) => ({ ...problem, file: names.get(problem.file)! }))
  return { file: path, texts, admxProblems }
}

async function languagesOf(path: string): Promise<string[]> {
  const folder = dirname(path)
  const wanted = basename(path)
    .replace(/\.admx$/i, '.adml')
    .toLowerCase()
  const beside = await readdir(folder, { withFileTypes: true })
  const found = await Promise.all(
    beside.map(async (entry) => {
      if (!entry.isDirectory()) return []
      const inside = await readdir(join(folder, entry.name)).catch(() => [])
      return inside.filter((name) => name.toLowerCase() === wanted).map((name) => join(folder, entry.name, name))
    }),
  )
  return found.flat().sort()
}

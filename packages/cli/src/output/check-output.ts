import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CoworkError } from '@cowork-mdm/machine'

/**
 * Refuses a file that could not be written, before the work begins: its folder is missing, it is a folder itself, or it is the
 * input `notOver`. Nothing is created.
 */
export async function checkOutput(file: string, { notOver }: { notOver: string }): Promise<void> {
  const folder = dirname(file)
  const facts = await stat(folder).catch(() => undefined)
  if (!facts?.isDirectory()) {
    const found = facts ? 'a file in its place' : 'no such folder'
    throw new CoworkError('folder-missing', `Expected a folder ${folder} to write ${file} into, found ${found}.`, {
      hint: 'Create the folder first, or name a file in an existing one. Nothing was read or written.',
    })
  }
  const existing = await stat(file).catch(() => undefined)
  if (existing?.isDirectory()) {
    throw new CoworkError('is-a-folder', `Expected a file to write, found the folder ${file}.`, {
      hint: 'Name a file inside it. Nothing was read or written.',
    })
  }
  if (existing && (await sameFile(file, notOver))) {
    throw new CoworkError(
      'output-is-input',
      `Expected --out to name another file than the input, found ${file} for both.`,
      { hint: 'Name another file. Nothing was read or written.' },
    )
  }
}

async function sameFile(left: string, right: string): Promise<boolean> {
  const [a, b] = await Promise.all([left, right].map((path) => realpath(path).catch(() => undefined)))
  return a !== undefined && a === b
}

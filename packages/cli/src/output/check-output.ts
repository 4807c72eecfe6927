import { access, constants, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CoworkError } from '@cowork-mdm/machine'

const UNTOUCHED = 'Nothing was read or written.'

/**
 * Refuses a file that could not be written, before the work begins: its folder is missing or closed to this user, it is a
 * folder itself, or it is the input `notOver`. Nothing is created.
 *
 * @throws CoworkError `folder-missing`, `permission-denied`, `is-a-folder` or `output-is-input`
 */
export async function checkOutput(file: string, { notOver }: { notOver: string }): Promise<void> {
  const folder = dirname(file)
  const facts = await factsOf(folder)
  if (!facts?.isDirectory()) {
    const found = facts ? 'a file in its place' : 'no such folder'
    throw new CoworkError('folder-missing', `Expected a folder ${folder} to write ${file} into, found ${found}.`, {
      hint: `Create the folder first, or name a file in an existing one. ${UNTOUCHED}`,
    })
  }
  await access(folder, constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    throw denied(folder, cause)
  })
  const existing = await factsOf(file)
  if (existing?.isDirectory()) {
    throw new CoworkError('is-a-folder', `Expected a file to write, found the folder ${file}.`, {
      hint: `Name a file inside it. ${UNTOUCHED}`,
    })
  }
  if (existing && (await sameFile(file, notOver))) {
    throw new CoworkError(
      'output-is-input',
      `Expected --out to name another file than the input, found ${file} for both.`,
      { hint: `Name another file. ${UNTOUCHED}` },
    )
  }
}

/** What stands at a path, or undefined where nothing does. */
function factsOf(path: string) {
  return stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined
    throw denied(path, cause)
  })
}

function denied(path: string, cause: unknown): CoworkError {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause)
  return new CoworkError(
    'permission-denied',
    `Expected to be allowed to write in ${path}, found that it is not (${code}).`,
    {
      hint: `Run the command as a user who may, or name a file elsewhere. ${UNTOUCHED}`,
      cause,
    },
  )
}

async function sameFile(left: string, right: string): Promise<boolean> {
  const [a, b] = await Promise.all([left, right].map((path) => realpath(path).catch(() => undefined)))
  return a !== undefined && a === b
}

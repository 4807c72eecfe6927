import { access, constants, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CoworkError, fileFailure, nameOfFolder } from '@cowork-mdm/machine'

const UNTOUCHED = 'Nothing was read or written.'

/**
 * Refuses a file that could not be written, before the work begins: its folder is missing or closed to this user, it is a
 * folder, a device or a file that this user may not write (the superuser may write every file), or it is one of the inputs `notOver`.
 * Nothing is created.
 *
 * @throws CoworkError `folder-missing`, `name-too-long`, `permission-denied`, `is-a-folder`, `not-a-file` or `output-is-input`
 */
export async function checkOutput(file: string, { notOver }: { notOver: readonly string[] }): Promise<void> {
  const existing = await factsOf(file)
  // With a separator at its end, the path names a folder.
  const folder = /[/\\]$/.test(file) && !existing ? file : dirname(file)
  const facts = await factsOf(folder)
  if (!facts?.isDirectory()) {
    const found = facts ? 'a file in its place' : 'no such folder'
    const what = folder === file ? 'for the file to write' : `to write ${file} into`
    throw refused('folder-missing', `Expected a folder ${folder} ${what}, found ${found}.`, {
      hint: 'Create the folder first, or name a file in an existing one.',
    })
  }
  if (existing?.isDirectory()) {
    throw refused('is-a-folder', `Expected a file to write, found ${nameOfFolder(file)}.`, {
      hint: 'Name a file inside it.',
    })
  }
  if (existing && !existing.isFile()) {
    throw refused('not-a-file', `Expected a file to write, found ${file}, which is a device or a pipe.`, {
      hint: 'Name a regular file, or leave --out out and redirect stdout.',
    })
  }
  await checkAccess(folder, constants.W_OK | constants.X_OK, `write in ${nameOfFolder(folder)}`)
  if (!existing) return
  await checkAccess(file, constants.W_OK, `write ${file}`)
  const over = await Promise.all(notOver.map((input) => sameFile(file, input)))
  if (over.includes(true)) {
    throw refused('output-is-input', `Expected --out to name another file than the input, found ${file} for both.`, {
      hint: 'Name another file.',
    })
  }
}

/** What stands at a path, or undefined where nothing does. */
function factsOf(path: string) {
  return stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined
    throw fileFailure('write', path, cause)
  })
}

async function checkAccess(path: string, mode: number, what: string): Promise<void> {
  await access(path, mode).catch((cause: NodeJS.ErrnoException) => {
    const found = cause.code === 'EROFS' ? 'a read-only file system' : 'that it is not'
    throw refused('permission-denied', `Expected to be allowed to ${what}, found ${found}.`, {
      hint: 'Run the command as a user who may, or name a file elsewhere.',
      cause,
    })
  })
}

function refused(code: string, message: string, { hint, cause }: { hint: string; cause?: unknown }): CoworkError {
  return new CoworkError(code, message, { hint: `${hint} ${UNTOUCHED}`, cause })
}

async function sameFile(left: string, right: string): Promise<boolean> {
  const [a, b] = await Promise.all([left, right].map((path) => realpath(path).catch(() => undefined)))
  return a !== undefined && a === b
}

import { ExtractionError } from '../errors.js'

/** A failed file operation as an error that says what to do. */
export function explain(error: unknown, path: string): ExtractionError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const refuse = (message: string, hint: string) =>
    new ExtractionError('unreadable-path', message, { hint, cause: error })
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return refuse(
        `Expected an app at ${path}, found nothing there.`,
        'Give the path of Claude.app, of an install folder, an app.asar, an unpacked folder or a .js file.',
      )
    case 'EACCES':
    case 'EPERM':
      return refuse(
        `Expected to read ${path}, but this user may not.`,
        'Run as a user who may read it, or copy the app to a place that can be read.',
      )
    case 'ELOOP':
      return refuse(`Expected an app at ${path}, found symbolic links that lead in a circle.`, 'Check the links.')
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE':
      return refuse('Expected the path of an app, found one that no file can have.', 'Check the path.')
    default:
      return refuse(
        `Expected to read ${path}, but it failed (${code || String(error)}).`,
        'Check the disk, or copy the app to another one.',
      )
  }
}

/** A file that the bundle lists and that is not there. */
export function missingFile(path: string, where: string): ExtractionError {
  return new ExtractionError('missing-file', `Expected the file ${path} in ${where}, found nothing there.`, {
    hint: 'Copy the app again together with the folder app.asar.unpacked beside its archive.',
  })
}

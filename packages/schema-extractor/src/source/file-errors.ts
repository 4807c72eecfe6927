import { ExtractionError } from '../errors.js'

/** A failed file operation as an error that says what to do. */
export function explain(error: unknown, path: string): ExtractionError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new ExtractionError('unreadable-path', `Expected an app at ${path}, found nothing there.`, {
      hint: 'Give the path of Claude.app, of an install folder, an app.asar, an unpacked folder or a .js file.',
      cause: error,
    })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new ExtractionError('unreadable-path', `Expected to read ${path}, but this user may not.`, {
      hint: 'Run as a user who may read it, or copy the app to a place that can be read.',
      cause: error,
    })
  }
  return new ExtractionError('unreadable-path', `Expected to read ${path}, but it failed (${code || String(error)}).`, {
    cause: error,
  })
}

/** A file that the bundle lists and that is not there. */
export function missingFile(path: string, where: string): ExtractionError {
  return new ExtractionError('missing-file', `Expected the file ${path} in ${where}, found nothing there.`, {
    hint: 'Copy the app again together with the folder app.asar.unpacked beside its archive.',
  })
}

import { open, stat } from 'node:fs/promises'
import { CoworkError, readFileBytes } from '@cowork-mdm/machine'
import { pinnedVersions, SchemaError, type SchemaDocument } from '@cowork-mdm/schema'
import { didYouMean } from '../errors/did-you-mean.js'
import type { RunContext } from '../outcome.js'

/** The schema at a path: a document in a JSON file, or an app. A word that is neither may be a misspelt version or file. */
export async function openSchemaAt(ref: string, context: RunContext): Promise<SchemaDocument> {
  const facts = await stat(ref).catch((error: NodeJS.ErrnoException) => error)
  if (facts instanceof Error && facts.code === 'ENOENT') {
    throw looksLikePath(ref) ? nothingAt(ref) : unknownRef(ref)
  }
  if (!(facts instanceof Error) && facts.isFile() && (await isDocument(ref))) return parseDocument(ref)
  const { extractApp } = await import('./extract-app.js')
  const { document } = await extractApp(ref, context)
  return document
}

function nothingAt(path: string): CoworkError {
  return new CoworkError('file-missing', `Expected a schema document or an app at ${path}, found nothing there.`, {
    hint: `Check the path, or name a pinned version: ${pinnedVersions().join(', ')}.`,
  })
}

function unknownRef(ref: string): CoworkError {
  const versions = pinnedVersions()
  const found = `${JSON.stringify(ref)}: no pinned version and no file of that name`
  return new CoworkError('unknown-version', `Expected a pinned version, a schema document or an app, found ${found}.`, {
    hint: didYouMean(ref, versions) ?? `Check the path, or name a pinned version: ${versions.join(', ')}.`,
  })
}

function looksLikePath(ref: string): boolean {
  return /[/\\]|\.(?:json|asar|[cm]?js|app)$/i.test(ref)
}

/** JSON by its name or by its first character; scripts may begin with `{` as well, and are recognised by their name. */
async function isDocument(path: string): Promise<boolean> {
  if (/\.json$/i.test(path)) return true
  if (/\.[cm]?js$/i.test(path)) return false
  const file = await open(path).catch(() => undefined)
  if (!file) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
    return /^\ufeff?\s*\{/.test(buffer.toString('utf8', 0, bytesRead))
  } finally {
    await file.close()
  }
}

/** The document in a file. What is wrong with it is said with the file's name: two may stand on one command line. */
async function parseDocument(path: string): Promise<SchemaDocument> {
  const text = (await readFileBytes(path)).toString('utf8')
  const { parseSchemaDocument } = await import('@cowork-mdm/schema/document')
  try {
    return parseSchemaDocument(text)
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    const { code, message, hint, problems } = error
    throw new SchemaError(code, `${path}: ${message}`, { hint, problems, cause: error })
  }
}

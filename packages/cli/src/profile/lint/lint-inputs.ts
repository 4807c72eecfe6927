import type { Dirent } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { formatOfPath } from '@cowork-mdm/encoder'
import { CoworkError, fileFailure, readFileBytes } from '@cowork-mdm/machine'
import { nearestName } from '@cowork-mdm/schema'
import { STDIN } from '../read-input.js'
import { CONFIG } from './open-config.js'
import { isTemplate, templateText } from './template-path.js'

/** What nobody means when they name a folder: packages, and what begins with a dot. */
const ASIDE = /^(?:node_modules|\..*)$/s

/**
 * The files that words of the command line stand for: a file, a folder with all profiles below it, a pattern (which shells
 * on Windows leave alone), `-`. Each once, in the order of the words, those of a folder or pattern by name.
 *
 * @throws CoworkError `no-match` for a word that stands for none, with the nearest name
 */
export async function lintInputs(words: readonly string[]): Promise<string[]> {
  if (words.length === 0) {
    throw new CoworkError('argument-missing', 'Expected a file, a folder, a pattern or - to lint, found none.', {
      hint: 'cowork-mdm profile lint gateway.yaml',
    })
  }
  const found = new Set<string>()
  for (const word of words) for (const path of await pathsOf(word)) found.add(path)
  return [...found]
}

async function pathsOf(word: string): Promise<string[]> {
  if (word === STDIN) return [STDIN]
  const facts = await stat(word).catch(() => undefined)
  if (facts?.isDirectory()) return inFolder(word)
  // Whatever else it is, reading it tells.
  if (facts) return [word]
  if (await lstat(word).catch(() => undefined)) {
    throw new CoworkError('no-match', `Expected a file or folder called ${word}, found a link to nothing.`, {
      hint: 'Mend or remove the link.',
    })
  }
  // Most command lines have no pattern.
  const { default: picomatch } = await import('picomatch')
  const { base, glob, isGlob } = picomatch.scan(word.replaceAll('\\', '/'))
  if (!isGlob) throw await noMatch(word, `a file or folder called ${word}`)
  const matches = picomatch(glob)
  const paths = (await filesBelow(base || '.')).filter((path) => matches(path)).map((path) => join(base, path))
  if (paths.length === 0) throw await noMatch(word, `files that ${word} stands for`)
  return paths
}

/** Everything in a folder that is a profile: by its ending, and YAML by what stands in it. */
async function inFolder(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const name of await filesBelow(folder)) {
    const path = join(folder, name)
    if (basename(name) !== CONFIG && (await isProfile(path))) found.push(path)
  }
  if (found.length > 0) return found
  throw new CoworkError('no-match', `Expected profiles below ${folder}, found none.`, {
    hint: 'Name a file; its content tells what it is, whatever it is called.',
  })
}

/**
 * Files below a folder, relative to it, with `/` between the parts; none where there is no such folder.
 *
 * @throws CoworkError for a folder that may not be listed: what is in it would pass unseen
 */
async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = []
  const folders = ['']
  for (const below of folders) {
    for (const entry of await entriesOf(join(folder, below))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (ASIDE.test(entry.name)) continue
      if (entry.isDirectory()) folders.push(path)
      else if (entry.isFile()) found.push(path)
    }
  }
  return found.sort()
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return []
    throw fileFailure('list', folder, cause)
  }
}

/** A folder with profiles may hold any other YAML, and templates of other apps. */
async function isProfile(path: string): Promise<boolean> {
  if (isTemplate(path)) return /Policies\\Claude(?:["\\]|$)/i.test(templateText(await readFileBytes(path)))
  const format = formatOfPath(path)
  if (format !== 'yaml') return format !== undefined
  return /^\ufeff?(?:values|extends)[ \t]*:/m.test((await readFileBytes(path)).toString())
}

async function noMatch(word: string, expected: string): Promise<CoworkError> {
  const folder = dirname(word)
  const names = await readdir(folder).catch(() => [])
  const nearest = nearestName(basename(word), names)
  const hint =
    nearest === undefined
      ? 'Check the path; patterns take *, **, ? and {a,b}.'
      : `Did you mean ${join(folder, nearest)}?`
  return new CoworkError('no-match', `Expected ${expected}, found none.`, { hint })
}

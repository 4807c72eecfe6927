import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import type { ProfileSetting, Reference } from '../profile.js'
import { ProfileError } from '../profile-error.js'
import type { ReferenceResolver } from '../references.js'

/** No setting is longer: Intune takes no profile of more. */
const LARGEST = 1_000_000

export interface ReferenceResolverOptions {
  /** Environment of the process. */
  env: Readonly<Record<string, string | undefined>>
  /** Names of the variables that profiles may read. */
  allowEnv: readonly string[]
  /** Folder that paths of profiles are relative to; settings that come from no file name their files as seen from it. */
  folder: string
}

/**
 * Fills in references when a profile is encoded. Variables are read where they are allowed by name; files where they lie in
 * the folder of the profile that names them, or below, links followed. A file is UTF-8 text; one line break at its end is
 * not part of it.
 * @returns a function that throws ProfileError `reference-refused` or `reference-missing`, never with the text itself
 */
export function referenceResolver(options: ReferenceResolverOptions): ReferenceResolver {
  return (reference, setting) =>
    reference.kind === 'env' ? readVariable(reference, setting, options) : readTextFile(reference, setting, options)
}

function readVariable(
  { name }: Reference,
  setting: ProfileSetting,
  { env, allowEnv }: ReferenceResolverOptions,
): string {
  if (!allowEnv.includes(name)) {
    const message = `Expected a variable that may be read for ${setting.name}, found ${JSON.stringify(name)}.`
    throw failure('reference-refused', setting, message, {
      hint: `Pass --allow-env ${name} if this profile may read it.`,
    })
  }
  const text = Object.hasOwn(env, name) ? env[name] : undefined
  if (text !== undefined && text !== '') return text
  const found = text === undefined ? 'it is not set' : 'it is empty'
  throw failure('reference-missing', setting, `Expected the variable ${name} for ${setting.name}; ${found}.`, {
    hint: `Set ${name} in the environment of this command.`,
  })
}

function readTextFile({ name }: Reference, setting: ProfileSetting, { folder }: ReferenceResolverOptions): string {
  const { file } = setting.source ?? {}
  const home = resolve(folder, file === undefined ? '.' : dirname(file))
  const refuse = (found: string) =>
    failure(
      'reference-refused',
      setting,
      `Expected a text file in the folder of the profile for ${setting.name}; ${found}.`,
      { hint: `Name UTF-8 text of at most ${LARGEST} bytes, beside the profile or in a folder there.` },
    )
  if (name === '' || isAbsolute(name) || !isInside(home, resolve(home, name)))
    throw refuse(`${JSON.stringify(name)} is none`)

  let bytes: Buffer
  try {
    const path = realpathSync(resolve(home, name))
    if (!isInside(realpathSync(home), path)) throw refuse(`${name} is a link that leads out of it`)
    // Opening a pipe would wait for a writer.
    const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const facts = fstatSync(handle)
      if (!facts.isFile()) throw refuse(`${name} is a folder or a device`)
      if (facts.size > LARGEST) throw refuse(`${name} is longer than ${LARGEST} bytes`)
      bytes = readFileSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch (cause) {
    if (cause instanceof ProfileError) throw cause
    const isMissing = ['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')
    const found = isMissing ? 'there is none' : 'it cannot be read'
    throw failure('reference-missing', setting, `Expected the file ${name} for ${setting.name}; ${found}.`, { cause })
  }
  const text = decode(bytes)
  if (text === undefined) throw refuse(`${name} is not UTF-8`)
  if (text === '')
    throw failure('reference-missing', setting, `Expected text in the file ${name} for ${setting.name}; it is empty.`)
  return text
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '')
  } catch {
    return undefined
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function failure(
  code: 'reference-refused' | 'reference-missing',
  { source }: ProfileSetting,
  message: string,
  options: { hint?: string; cause?: unknown } = {},
): ProfileError {
  const place = source && { range: source.node.range, ...(source.file !== undefined && { file: source.file }) }
  return new ProfileError(code, message, { ...options, problems: place ? [{ message, ...place }] : [] })
}

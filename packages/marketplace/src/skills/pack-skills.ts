import { copyFolder, CoworkError, pathsOf, type Host } from '@cowork-mdm/machine'
import { checkFiles } from '../plugin/check-files.js'
import { checkSkill, type Skill } from '../plugin/check-skills.js'
import { contentHash } from '../plugin/content-hash.js'
import { KEBAB_CASE, nameProblem } from '../plugin/plugin-names.js'
import { isRefused, reporter, type PluginProblem } from '../plugin/problems.js'
import { treeReader, within } from '../plugin/tree-reader.js'
import { walkTree } from '../plugin/walk-tree.js'
import { versionTextIn, writeVersionText } from '../store/version-file.js'
import { findSkills } from './find-skills.js'
import { PackError } from './pack-error.js'
import { replaceFolder } from './replace-folder.js'

export interface PackOptions {
  /** Of the plugin: small letters, digits and single dashes. */
  name: string
  /** `0.1.0` unless told otherwise. */
  version?: string | undefined
  description?: string | undefined
  author?: { name: string; email?: string | undefined } | undefined
  /** The folder of the plugin, absolute. The folder that it lies in must be there. */
  out: string
  /** Replaces a folder that this has made before. */
  force?: boolean | undefined
}

export interface PackResult {
  changed: boolean
  out: string
  name: string
  version: string
  /** See `contentHash`. */
  hash: string
  /** With the folder that each was taken from, in the folder of the skills. */
  skills: (Skill & { folder: string })[]
  /** Folders that hold no skill. */
  passedOver: string[]
  /** Warnings only. */
  problems: PluginProblem[]
}

/** Says that this tool has made the folder. */
const MARKER = '.cowork-mdm-pack.json'
const MARKER_TEXT = `${JSON.stringify({ formatVersion: 1, madeBy: 'cowork-mdm skill pack' }, null, 2)}\n`

/** What file managers leave in folders; it differs from machine to machine. */
const JUNK: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini', '.git'])

/**
 * Makes a plugin of a folder of skills, ready for org-plugins or a marketplace's `plugins/`: the app takes plugins there,
 * and passes over bare skills. All is checked before anything is written, and the folder appears whole or not at all. The
 * same skills give the same bytes.
 *
 * @throws CoworkError `bad-name`, `bad-version`, `no-skills`, `unsafe-out`, `not-ours`, `exists`; `PackError` `invalid-skills`
 * with what is wrong
 */
export async function packSkills(host: Host, dir: string, options: PackOptions): Promise<PackResult> {
  const { name, version = '0.1.0', out, force = false } = options
  checkName(name)
  checkVersion(version)
  await checkApart(host, dir, out)
  const { folders, passedOver, ...found } = await findSkills(host, dir)
  const { skills, problems } = await checkAll(host, dir, { folders, tree: found.tree })
  let hash = ''
  const changed = await replaceFolder(host, out, {
    fill: async (folder) => {
      await fill(host, folder, { dir, skills, options: { ...options, version } })
      hash = await contentHash(host, folder)
      await writeVersionText(host, folder, { version, hash })
    },
    admit: async (there, made) => {
      if ((await host.stat(there))?.type === 'folder' && (await isSame(host, there, made))) return 'keep'
      await admit(host, there, force)
      return 'replace'
    },
  })
  return { changed, out, name, version, hash, skills, passedOver, problems }
}

async function checkAll(
  host: Host,
  dir: string,
  { folders, tree }: Pick<Awaited<ReturnType<typeof findSkills>>, 'folders' | 'tree'>,
): Promise<Pick<PackResult, 'skills' | 'problems'>> {
  const problems: PluginProblem[] = []
  const skills: PackResult['skills'] = []
  const names = new Map<string, string>()
  for (const folder of folders) {
    const report = reporter(problems, folder)
    const base = folder.split('/').at(-1)!
    const problem = nameProblem(base)
    if (problem) report('invalid-name', '.', `Expected a name for the skill that can be a folder, found ${problem}.`)
    const place = placeOf(host, dir, folder)
    await checkFiles(host, await treeReader(host, place), { entries: await walkTree(host, place), report })
    const skill = await checkSkill(tree, folder, reporter(problems))
    if (!skill) continue
    const other = names.get(skill.name)
    if (other !== undefined)
      report('duplicate-name', 'SKILL.md', `Expected each name once, found ${skill.name} in ${other} as well.`)
    names.set(skill.name, folder)
    skills.push({ folder, ...skill })
  }
  // What is packed is to work everywhere.
  const strict = problems.map((each) => (STRICT.has(each.code) ? { ...each, severity: 'error' as const } : each))
  if (isRefused(strict)) throw new PackError(dir, strict)
  return { skills, problems: strict }
}

const STRICT: ReadonlySet<string> = new Set(['windows-name', 'duplicate-name'])

async function fill(
  host: Host,
  folder: string,
  { dir, skills, options }: { dir: string; skills: PackResult['skills']; options: PackOptions },
): Promise<void> {
  const native = pathsOf(host.platform)
  const { name, version, author, description = `Skills: ${skills.map((skill) => skill.name).join(', ')}.` } = options
  const write = (path: string[], text: string) => host.write(native.join(folder, ...path), text, { mode: 0o644 })
  await host.makeFolder(native.join(folder, '.claude-plugin'))
  const manifest = {
    name,
    version,
    description,
    ...(author && { author: { name: author.name, ...(author.email !== undefined && { email: author.email }) } }),
  }
  await write(['.claude-plugin', 'plugin.json'], `${JSON.stringify(manifest, null, 2)}\n`)
  await write([MARKER], MARKER_TEXT)
  await write(['README.md'], readme({ name, description }, skills))
  await host.makeFolder(native.join(folder, 'skills'))
  for (const { folder: skill } of skills) {
    const from = placeOf(host, dir, skill)
    const copy = native.join(folder, 'skills', native.basename(from))
    await copyFolder(host, (await host.realPath(from)) ?? from, copy)
    await removeJunk(host, copy)
  }
}

async function removeJunk(host: Host, folder: string): Promise<void> {
  const native = pathsOf(host.platform)
  for (const { name, type } of await host.list(folder)) {
    if (JUNK.has(name)) await host.remove(native.join(folder, name), { contents: true })
    else if (type === 'folder') await removeJunk(host, native.join(folder, name))
  }
}

function readme({ name, description }: { name: string; description: string }, skills: readonly Skill[]): string {
  const list = skills.map((skill) => `- **${skill.name}**: ${skill.description.replace(/\s+/g, ' ').trim()}`)
  return [
    `# ${name}`,
    description,
    'Made by `cowork-mdm skill pack`; changes here are lost when it runs again.',
    '## Skills',
    list.join('\n'),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

async function isSame(host: Host, there: string, made: string): Promise<boolean> {
  return (
    (await versionTextIn(host, there)) === (await versionTextIn(host, made)) &&
    (await contentHash(host, there)) === (await contentHash(host, made))
  )
}

/** An empty folder may be filled by anybody; another one only where this has made it, and only when told to. */
async function admit(host: Host, out: string, force: boolean): Promise<void> {
  const facts = await host.stat(out)
  if (facts?.type === 'folder' && (await host.list(out)).length === 0) return
  const marker = pathsOf(host.platform).join(out, MARKER)
  const own = facts?.type === 'folder' && (await host.read(marker).catch(() => undefined))?.toString() === MARKER_TEXT
  if (!own)
    throw new CoworkError(
      'not-ours',
      `Expected nothing at ${out}, or a folder that skill pack has made, found something else.`,
      {
        hint: 'Choose another folder, or move away what is there.',
      },
    )
  if (!force)
    throw new CoworkError('exists', `Expected nothing at ${out}, found the plugin of an earlier run that differs.`, {
      hint: 'Replace it with --force.',
    })
}

function checkName(name: string): void {
  const problem = KEBAB_CASE.test(name) ? nameProblem(name) : 'something else'
  if (problem)
    throw new CoworkError(
      'bad-name',
      `Expected small letters, digits and single dashes as name of the plugin, found ${JSON.stringify(name)}.`,
      {
        hint: 'Give a name such as team-skills.',
      },
    )
}

function checkVersion(version: string): void {
  if (/^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$/.test(version)) return
  throw new CoworkError('bad-version', `Expected a version such as 1.2.0, found ${JSON.stringify(version)}.`, {
    hint: 'Use digits, letters, dots, dashes and plus signs.',
  })
}

/** One in the other would copy the plugin into itself, or replace the skills. */
async function checkApart(host: Host, dir: string, out: string): Promise<void> {
  const native = pathsOf(host.platform)
  const real = async (path: string): Promise<string> =>
    (await host.realPath(path)) ??
    native.join(native.dirname(path) === path ? path : await real(native.dirname(path)), native.basename(path))
  const [from, to] = [await real(dir), await real(out)]
  if (within(host, from, to) === undefined && within(host, to, from) === undefined) return
  throw new CoworkError('unsafe-out', `Expected a folder for the plugin apart from ${dir}, found ${out}.`, {
    hint: 'Choose a folder that neither lies in the folder of the skills nor holds it.',
  })
}

function placeOf(host: Host, dir: string, folder: string): string {
  return pathsOf(host.platform).join(dir, ...folder.split('/'))
}

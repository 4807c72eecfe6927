import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

/** What stands at a path: a text, bytes, a link, a program or an empty folder. */
export type Content = string | Buffer | { link: string } | { program: string } | { folder: true }

export function writeFiles(folder: string, files: Readonly<Record<string, Content>>): string {
  for (const [path, content] of Object.entries(files)) {
    const place = join(folder, path)
    mkdirSync(dirname(place), { recursive: true })
    if (typeof content === 'string' || Buffer.isBuffer(content)) writeFileSync(place, content)
    else if ('link' in content) symlinkSync(content.link, place)
    else if ('folder' in content) mkdirSync(place, { recursive: true })
    else {
      writeFileSync(place, content.program)
      chmodSync(place, 0o755)
    }
  }
  return folder
}

/** A new folder with these files. */
export function folderOf(files: Readonly<Record<string, Content>>): string {
  return writeFiles(folderInMemory(), files)
}

/** All files below a folder: their texts in latin1, programs with `#`, links with `->` in front. */
export function snapshot(folder: string, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of readdirSync(join(folder, prefix)).sort()) {
    const path = prefix === '' ? name : `${prefix}/${name}`
    const place = join(folder, path)
    const facts = lstatSync(place)
    if (facts.isDirectory()) Object.assign(found, snapshot(folder, path))
    else if (facts.isSymbolicLink()) found[path] = `->${readlinkSync(place)}`
    else found[path] = ((facts.mode & 0o100) !== 0 ? '#' : '') + readFileSync(place, 'latin1')
  }
  return found
}

/** The smallest plugin that the app takes. */
export function pluginFiles(
  name: string,
  more: Readonly<Record<string, Content>> = {},
  prefix = '',
): Record<string, Content> {
  const files: Record<string, Content> = {
    '.claude-plugin/plugin.json': JSON.stringify({ name, version: '1.0.0', description: 'Does something.' }),
    'skills/notes/SKILL.md': skill('notes'),
    ...more,
  }
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [prefix + path, content]))
}

export function skill(name: string, description = 'Writes notes.'): string {
  return `---\nname: ${name}\ndescription: ${description}\n---\n\nText.\n`
}

export function manifest(plugins: readonly object[], more: object = {}): string {
  return JSON.stringify({ name: 'team', owner: { name: 'IT' }, plugins, ...more }, null, 2)
}

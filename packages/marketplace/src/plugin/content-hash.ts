import { createHash } from 'node:crypto'
import { pathsOf, type Host } from '@cowork-mdm/machine'

/** Written beside a plugin's own files, so that the app notices new content; says nothing of the content itself. */
export const VERSION_FILE = 'version.json'

/**
 * Sha256, in hexadecimal digits, of all that is in a folder: relative paths, kinds, whether files can be run, their bytes,
 * and what links say. The same on every platform; `version.json` at the top is left out, as this tool writes it.
 */
export async function contentHash(host: Host, folder: string): Promise<string> {
  const native = pathsOf(host.platform)
  const lines: string[] = []
  await visit(folder, '')
  return createHash('sha256').update(lines.sort().join('')).digest('hex')

  async function visit(at: string, prefix: string): Promise<void> {
    for (const { name, type } of await host.list(at)) {
      const path = prefix + name
      if (path === VERSION_FILE) continue
      if (type === 'folder') await visit(native.join(at, name), `${path}/`)
      else lines.push(`${JSON.stringify([path, type, await digestOf(native.join(at, name), type)])}\n`)
    }
  }

  async function digestOf(path: string, type: string): Promise<string[]> {
    const facts = (await host.stat(path))!
    if (type === 'link') return [facts.target!]
    if (type !== 'file') return []
    const bytes = await host.read(path, { maxBytes: facts.size })
    return [(facts.mode ?? 0) & 0o100 ? 'x' : '-', createHash('sha256').update(bytes).digest('hex')]
  }
}

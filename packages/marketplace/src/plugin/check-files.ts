import { windowsNameProblem, type Host } from '@cowork-mdm/machine'
import { nameKey } from './plugin-names.js'
import type { Report } from './problems.js'
import type { TreeReader } from './tree-reader.js'
import type { TreeEntry } from './walk-tree.js'

/** What is wrong with the files of a plugin as files: kinds, names, and where links lead. */
export async function checkFiles(
  host: Host,
  tree: TreeReader,
  { entries, report }: { entries: readonly TreeEntry[]; report: Report },
): Promise<void> {
  const names = new Map<string, string>()
  for (const { path, type } of entries) {
    checkNames(path)
    if (type === 'other') report('not-a-file', path, 'Expected a file, found a device or a pipe.')
    if (type === 'link') await checkLink(path)
  }

  /** Every folder on the way has a name, too. */
  function checkNames(path: string): void {
    const parts = path.split('/')
    for (const [index, name] of parts.entries()) {
      const place = parts.slice(0, index + 1).join('/')
      const key = nameKey(place)
      const other = names.get(key)
      if (other === place) continue
      if (other !== undefined) {
        report('name-clash', place, `Expected names that differ in more than case, found ${other} as well.`)
        continue
      }
      names.set(key, place)
      const problem = windowsNameProblem(name)
      if (!problem) continue
      const severity = host.platform === 'win32' ? 'error' : 'warning'
      report('windows-name', place, `Expected a name that Windows can have, found ${problem}.`, { severity })
    }
  }

  async function checkLink(path: string): Promise<void> {
    const place = await tree.resolve(path)
    if (place === undefined)
      report('link-escapes', path, 'Expected a link to something in the plugin, found one that leads out or nowhere.')
    else if (place === '.' || `${path}/`.startsWith(`${place}/`))
      report('link-loop', path, 'Expected a link to something beside it, found one to a folder that it is in.')
  }
}

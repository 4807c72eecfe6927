import { quietly, pathsOf, type Host } from '@cowork-mdm/machine'

/**
 * A path at which there is nothing, up to the first space behind the folders that are there: what follows may be a secret that
 * was meant as an argument. Nothing of what is no whole path: that may be the credential itself.
 */
export async function shownPath(host: Host, path: string): Promise<string | undefined> {
  const native = pathsOf(host.platform)
  if (!native.isAbsolute(path)) return undefined
  let folder = native.dirname(path)
  while (folder !== native.dirname(folder) && !(await quietly(host.stat(folder)))) folder = native.dirname(folder)
  return folder + path.slice(folder.length).replace(/\s.*$/s, ' …')
}

import { pathKey, pathsOf, type FolderEntry, type Host } from '@cowork-mdm/machine'

/**
 * Looks into a folder that somebody else has filled: nothing outside is read, wherever its links lead. Paths are those of
 * the tree, with `/`.
 */
export interface TreeReader {
  /** The path without links in it; undefined where there is nothing, or something outside. */
  resolve(path: string): Promise<string | undefined>
  /** Undefined where there is no folder inside. */
  list(path: string): Promise<FolderEntry[] | undefined>
  /** Size of a file; undefined where there is none inside. */
  sizeOf(path: string): Promise<number | undefined>
  read(path: string, options: { maxBytes: number }): Promise<Buffer>
}

/** `folder` is a native path and must be there. */
export async function treeReader(host: Host, folder: string): Promise<TreeReader> {
  const native = pathsOf(host.platform)
  const root = (await host.realPath(folder)) ?? folder
  const place = (path: string) => (path === '.' ? root : native.join(root, ...path.split('/')))
  return { resolve, list, sizeOf, read }

  async function resolve(path: string): Promise<string | undefined> {
    const real = await host.realPath(place(path)).catch(passNames)
    return real === undefined ? undefined : within(host, root, real)
  }

  async function factsOf(path: string) {
    const real = await resolve(path)
    return real === undefined ? undefined : await host.stat(place(real))
  }

  async function list(path: string): Promise<FolderEntry[] | undefined> {
    return (await factsOf(path))?.type === 'folder' ? await host.list(place((await resolve(path))!)) : undefined
  }

  async function sizeOf(path: string): Promise<number | undefined> {
    const facts = await factsOf(path)
    return facts?.type === 'file' ? facts.size : undefined
  }

  async function read(path: string, options: { maxBytes: number }): Promise<Buffer> {
    return await host.read(place((await resolve(path)) ?? path), options)
  }
}

/** The path from one real place to another one in it, with `/`; undefined where it is not in it. */
export function within(host: Host, root: string, real: string): string | undefined {
  const { sep } = pathsOf(host.platform)
  const key = (path: string) => pathKey(host.platform, path)
  const top = root.endsWith(sep) ? root : root + sep
  if (key(real) === key(root)) return '.'
  return key(real).startsWith(key(top)) ? real.slice(top.length).split(sep).join('/') : undefined
}

/** A name that this platform cannot have leads nowhere, and neither do links in a circle. */
function passNames(error: unknown): undefined {
  const code = (error as { code?: unknown }).code
  if (code === 'bad-path' || code === 'link-loop' || code === 'not-a-folder' || code === 'name-too-long')
    return undefined
  throw error
}

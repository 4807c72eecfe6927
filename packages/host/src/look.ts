import { quietly, type FolderEntry, type Host } from '@cowork-mdm/machine'

/** The path, if a file that can be looked at stands there. */
export async function fileAt(host: Host, path: string): Promise<string | undefined> {
  const facts = await quietly(host.stat(path, { follow: true }))
  return facts?.type === 'file' ? path : undefined
}

/** What is in a folder; undefined where it is not there or may not be listed. */
export async function entriesOf(host: Host, folder: string): Promise<FolderEntry[] | undefined> {
  return await quietly(host.list(folder))
}

/** The bytes of a file; undefined where it is not there or may not be read. */
export async function bytesOf(host: Host, path: string, maxBytes?: number): Promise<Buffer | undefined> {
  return await quietly(host.read(path, maxBytes === undefined ? {} : { maxBytes }))
}

/** Whether there is a folder that can be looked at. */
export async function isFolder(host: Host, path: string): Promise<boolean> {
  return (await quietly(host.stat(path, { follow: true })))?.type === 'folder'
}

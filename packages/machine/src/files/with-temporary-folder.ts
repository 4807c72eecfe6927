import type { HostFiles } from '../host.js'

/** Does something with a new folder that only this user can enter, and removes it afterwards, whatever happens. */
export async function withTemporaryFolder<T>(files: HostFiles, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await files.temporaryFolder()
  try {
    return await work(folder)
  } finally {
    await files.remove(folder, { contents: true })
  }
}

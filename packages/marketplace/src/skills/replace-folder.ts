import { randomBytes } from 'node:crypto'
import { CoworkError, pathsOf, isRunning, type Host } from '@cowork-mdm/machine'

export interface ReplaceOptions {
  /** Fills the new folder, which is empty. */
  fill: (folder: string) => Promise<void>
  /** Whether the new folder may take the place of what is there; throws where it may not. Not asked where nothing is. */
  admit: (folder: string, made: string) => Promise<'replace' | 'keep'>
}

/**
 * Makes a folder beside its place and gives it its name when it is whole; what was there is put aside, and removed last. A
 * failure leaves everything as it was. Where a run was killed between the two steps, the next one brings back what was put
 * aside. Tells whether anything changed.
 */
export async function replaceFolder(host: Host, folder: string, { fill, admit }: ReplaceOptions): Promise<boolean> {
  const native = pathsOf(host.platform)
  const parent = native.dirname(folder)
  const base = native.basename(folder)
  await recover(host, folder)
  const id = `${process.pid}-${randomBytes(4).toString('hex')}`
  const made = native.join(parent, `.${base}.new-${id}`)
  const aside = native.join(parent, `.${base}.old-${id}`)
  await host.makeFolder(made)
  try {
    await fill(made)
    const there = await host.stat(folder)
    if (there && (await admit(folder, made)) === 'keep') return false
    if (there) await host.rename(folder, aside)
    try {
      await host.rename(made, folder)
    } catch (cause) {
      if (there) await host.rename(aside, folder)
      throw cause
    }
    if (there) await host.remove(aside, { contents: true })
    return true
  } finally {
    await host.remove(made, { contents: true })
  }
}

/** Removes what killed runs left beside the folder, and brings the folder back where they had put it aside. */
async function recover(host: Host, folder: string): Promise<void> {
  const native = pathsOf(host.platform)
  const parent = native.dirname(folder)
  if ((await host.stat(parent, { follow: true }))?.type !== 'folder')
    throw new CoworkError('folder-missing', `Cannot write ${folder}: the folder ${parent} does not exist.`, {
      hint: 'Create the folder first.',
    })
  const prefix = `.${native.basename(folder)}.`
  for (const { name, type } of await host.list(parent)) {
    if (type !== 'folder' || !name.startsWith(prefix)) continue
    const [, kind, pid] = /^(new|old)-(\d+)-[0-9a-f]{8}$/.exec(name.slice(prefix.length)) ?? []
    if (kind === undefined || isRunning(Number(pid))) continue
    const left = native.join(parent, name)
    if (kind === 'old' && !(await host.stat(folder))) await host.rename(left, folder)
    else await host.remove(left, { contents: true })
  }
}

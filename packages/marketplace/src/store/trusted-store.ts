import { CoworkError, whoCanChange, type Host } from '@cowork-mdm/machine'
import { ofThisMachine } from '../of-this-machine.js'
import type { StorePaths } from './store-paths.js'

/** What may lie in a store beside the folders of marketplaces. */
const OWN = /^(?:marketplaces\.lock\.json|\.journal\.json|\.staging|\.lock\.\d+|\.cowork-mdm-.*\.tmp)$/

/**
 * Makes the folder of clones where it is missing, and refuses one that is not this tool's, or that somebody besides
 * administrators (and, where they run this, its owner) could change.
 *
 * @throws CoworkError `not-a-store`, `untrusted-folder`, and what the host throws
 */
export async function prepareStore(host: Host, { clones, lock }: StorePaths): Promise<void> {
  if (await host.makeFolder(clones)) {
    if (host.platform === 'win32') await closeToUsers(host, clones)
  } else if (!(await host.stat(lock)) && (await host.list(clones)).some(({ name }) => !OWN.test(name))) {
    throw new CoworkError(
      'not-a-store',
      `Expected an empty folder, or one that holds marketplaces, found ${clones} with something else in it.`,
      {
        hint: 'Choose another folder with --clones.',
      },
    )
  }
  const found = await changeableByOthers(host, clones)
  if (found.length === 0) return
  throw untrusted('marketplaces', found, '--clones')
}

export function untrusted(what: string, found: { path: string; who: string[] }[], option: string): CoworkError {
  const others = found.map(({ path, who }) => `${path}, which ${who.join(' and ')} can change`).join('; ')
  const message = `Expected ${what} in a folder that only administrators can change, found ${others}.`
  return new CoworkError('untrusted-folder', message, {
    hint: `Correct the owner or the permissions, or choose another folder with ${option}.`,
  })
}

/** Who else could change what is in a folder, on the way there or in it. */
export async function changeableByOthers(host: Host, path: string): Promise<{ path: string; who: string[] }[]> {
  const found = await whoCanChange(host, path)
  if (found === undefined) {
    // The disk of another machine (`--root`) does not tell who could change it there.
    const isThisMachine = host.root === '/' || /^[A-Z]:\\$/.test(host.root)
    return isThisMachine ? [{ path, who: ['somebody unknown'] }] : []
  }
  if (host.administrator || host.platform === 'win32') return found
  // Who is no administrator keeps marketplaces in a folder of their own.
  const owner = `user ${(await host.stat(path))?.uid}`
  return found
    .map((each) => ({ ...each, who: each.who.filter((name) => name !== owner) }))
    .filter(({ who }) => who.length > 0)
}

/**
 * Windows: SYSTEM and administrators alone, and nothing inherited from above, as a program that was installed beside could have
 * loosened that. By SID, as names depend on the language.
 */
async function closeToUsers(host: Host, folder: string): Promise<void> {
  const icacls = `${host.env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\icacls.exe`
  const grants = ['*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F']
  for (const args of [
    [folder, '/setowner', '*S-1-5-32-544', '/q'],
    [folder, '/inheritance:r', '/grant:r', ...grants, '/q'],
  ]) {
    const { exitCode } = await ofThisMachine(host.run(icacls, args))
    if (exitCode === 0) continue
    throw new CoworkError('permission-denied', `Cannot protect ${folder}: icacls ended with ${exitCode}.`, {
      hint: 'Run the command as an administrator.',
    })
  }
}

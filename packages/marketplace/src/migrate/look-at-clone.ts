import { CoworkError, pathsOf } from '@cowork-mdm/machine'
import type { Context } from '../context.js'
import { isCommit } from '../source/source.js'
import { changeableByOthers } from '../store/trusted-store.js'

/** A repository that was cloned into org-plugins. */
export interface Clone {
  name: string
  path: string
  /** May hold a password. */
  url?: string
  commit?: string
  /** Why it must stay. */
  problem?: CoworkError
}

/** Looks at a folder of org-plugins; nothing where it is no clone. Nothing in it is changed, and nothing of it is run. */
export async function lookAtClone({ host, git }: Context, name: string, path: string): Promise<Clone | undefined> {
  const native = pathsOf(host.platform)
  const repository = native.join(path, '.git')
  if ((await host.stat(repository))?.type !== 'folder') return undefined
  // Its settings are read, and what they say could be run: only an administrator may have written them.
  const others = await changeableByOthers(host, path)
  if (others.length > 0)
    return {
      name,
      path,
      problem: kept(
        name,
        'folders that only administrators can change',
        `${others[0]!.path}, which ${others[0]!.who.join(' and ')} can change`,
      ),
    }
  const ask = async (what: string, ...args: string[]) => {
    const { exitCode, stdout } = await git.run(args, { repository, what: `${what} of ${name}`, accept: [1, 128] })
    return exitCode === 0 ? stdout.toString().trim() : undefined
  }
  const url = await ask('read the origin', 'config', '--local', '--get', 'remote.origin.url')
  const commit = await ask('read the commit', 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}')
  if (url === undefined || commit === undefined || !isCommit(commit))
    return { name, path, ...(url !== undefined && { url }) }
  const about = { name, path, url, commit }
  if (await ask('look for stashes', 'rev-parse', '--verify', '--quiet', 'refs/stash'))
    return { ...about, problem: kept(name, 'no stashed changes', 'some') }
  const changes = await changesIn()
  return changes.length === 0
    ? about
    : { ...about, problem: kept(name, 'no changes since the commit', changes.slice(0, 5).join(', ')) }

  /**
   * Files that differ from the commit, without git's index, whose look at files runs filters that the repository's settings
   * name.
   */
  async function changesIn(): Promise<string[]> {
    const { readCommit } = await import('../git/read-commit.js')
    const { fileDifferences } = await import('./file-differences.js')
    return await fileDifferences(host, await readCommit(git, repository, commit!), path)
  }
}

function kept(name: string, expected: string, found: string): CoworkError {
  return new CoworkError('clone-changed', `Expected ${expected} in the clone ${name}, found ${found}.`, {
    hint: 'Save what is needed of it, then remove the clone and add its marketplace.',
  })
}

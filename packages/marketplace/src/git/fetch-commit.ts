import { setTimeout } from 'node:timers/promises'
import { CoworkError, pathsOf } from '@cowork-mdm/machine'
import { isCommit } from '../source/source.js'
import { GitFailure } from './git-failure.js'
import type { Git } from './git.js'
import type { ResolvedRef } from './resolve-ref.js'

/** The one name in our repositories: what was fetched last. */
const HEAD = 'refs/cowork-mdm/head'

/** How often the size of what arrives is looked at. */
const LOOK_MS = 200

/**
 * Fetches a commit, without its history, into a bare repository, which is made where it is missing and made anew where it is
 * damaged (a git that was killed leaves its locks). Returns the commit, which is a later one where the branch has just moved,
 * the object that a signature is on (an annotated tag, or the commit), and how many bytes have come.
 *
 * @throws CoworkError `too-large`, `commit-gone`, or a failure of git
 */
export async function fetchCommit(
  git: Git,
  repository: string,
  { url, resolved, maxBytes }: { url: string; resolved: ResolvedRef; maxBytes: number },
): Promise<{ commit: string; signed: string; bytes: number }> {
  const { host } = git
  const { commit, wanted } = resolved
  const isThere = (await host.stat(repository)) !== undefined
  try {
    return await fetch()
  } catch (cause) {
    if (!isThere || !(cause instanceof GitFailure) || cause.code !== 'git-failed') throw cause
    await host.remove(repository, { contents: true })
    return await fetch()
  }

  async function fetch(): Promise<{ commit: string; signed: string; bytes: number }> {
    if (!(await host.stat(repository))) {
      await host.makeFolder(repository, { mode: 0o700 })
      const format = commit.length === 64 ? ['--object-format=sha256'] : []
      await git.run(['init', '--bare', '--quiet', '--template=', ...format], { repository, what: 'make a repository' })
    }
    const bytes = await limited(fetchInto('--depth=1')).catch(async (cause: unknown) => {
      // A server may give no single commits, and a simple one no part of a history.
      if (!(cause instanceof GitFailure) || cause.code !== 'git-failed') throw cause
      return await limited(fetchInto())
    })
    const [signed, found] = await lastFetched(git, repository, url)
    if (isCommit(wanted) && found !== wanted) throw commitGone(url, wanted)
    return { commit: found, signed, bytes }
  }

  function fetchInto(...depth: string[]) {
    const shared = ['fetch', '--progress', '--no-tags', '--no-recurse-submodules', ...depth]
    const whole = ['--', url, '+refs/heads/*:refs/cowork-mdm/heads/*']
    return async (signal: AbortSignal) => {
      if (depth.length > 0 || !isCommit(wanted)) {
        await git.run(['-c', 'fetch.unpackLimit=1', ...shared, '--', url, `+${wanted}:${HEAD}`], {
          repository,
          remote: true,
          signal,
          what: `fetch ${wanted} from ${url}`,
        })
        return
      }
      await git.run(['-c', 'fetch.unpackLimit=1', ...shared, ...whole], {
        repository,
        remote: true,
        signal,
        what: `fetch ${url}`,
      })
      const { exitCode } = await git.run(['update-ref', HEAD, wanted], {
        repository,
        what: 'name it',
        accept: [1, 128],
      })
      if (exitCode !== 0) throw commitGone(url, wanted)
    }
  }

  /** Git has no limit for what it fetches, so the packs are watched while they grow. */
  async function limited(work: (signal: AbortSignal) => Promise<void>): Promise<number> {
    const before = await packBytes()
    const stop = new AbortController()
    const done = new AbortController()
    const watching = (async () => {
      while (!done.signal.aborted) {
        await setTimeout(LOOK_MS, undefined, { signal: done.signal }).catch(() => {})
        if ((await packBytes()) - before > maxBytes) return stop.abort(tooLarge(url, maxBytes))
      }
    })()
    try {
      await work(stop.signal)
    } finally {
      done.abort()
      await watching
    }
    // What came faster than it was watched counts too.
    const bytes = (await packBytes()) - before
    if (bytes <= maxBytes) return bytes
    await host.remove(repository, { contents: true })
    throw tooLarge(url, maxBytes)
  }

  async function packBytes(): Promise<number> {
    const folder = pathsOf(host.platform).join(repository, 'objects', 'pack')
    try {
      const sizes = (await host.list(folder)).map(async ({ name }) => {
        const facts = await host.stat(pathsOf(host.platform).join(folder, name)).catch(() => undefined)
        return facts?.size ?? 0
      })
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    } catch (cause) {
      if (cause instanceof CoworkError && cause.code === 'file-missing') return 0
      throw cause
    }
  }
}

/** The object that was fetched last, an annotated tag or a commit, and the commit that it stands for. */
export async function lastFetched(
  git: Git,
  repository: string,
  url: string,
): Promise<[signed: string, commit: string]> {
  const { stdout } = await git.run(['rev-parse', HEAD, `${HEAD}^{commit}`], {
    repository,
    what: `find what it fetched from ${url}`,
  })
  const [signed = '', found = ''] = stdout.toString().split('\n')
  return [signed, found]
}

function tooLarge(url: string, maxBytes: number): CoworkError {
  return new CoworkError('too-large', `Expected at most ${maxBytes} bytes from ${url}, found more.`, {
    hint: 'Check that it is the right repository; keep large files out of it.',
  })
}

function commitGone(url: string, commit: string): CoworkError {
  return new CoworkError('commit-gone', `Expected commit ${commit} in ${url}, found it no more.`, {
    hint: 'Its history was rewritten, or it was never pushed. Pin a commit that is there; what is installed stays.',
  })
}

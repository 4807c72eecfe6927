import { CoworkError } from '@cowork-mdm/machine'
import { isCommit, type GitSource } from '../source/source.js'
import type { Git } from './git.js'

/** What a source stands for today. */
export interface ResolvedRef {
  commit: string
  /** What is asked for when it is fetched: the name of a branch or tag on the server, or the commit itself. */
  wanted: string
}

/**
 * Asks a server what a source stands for: one `ls-remote`, or nothing at all where a full commit is given. A branch goes before
 * a tag of the same name, as with `git clone --branch`.
 *
 * @throws CoworkError `ref-gone`, or a failure of git
 */
export async function resolveRef(git: Git, { url, ref }: GitSource): Promise<ResolvedRef> {
  if (ref !== undefined && isCommit(ref)) return { commit: ref, wanted: ref }
  const candidates =
    ref === undefined ? ['HEAD'] : ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`]
  const patterns = candidates.flatMap((name) => (name.startsWith('refs/tags/') ? [name, `${name}^{}`] : [name]))
  const what = `ask what ${ref ?? 'HEAD'} is in ${url}`
  const { stdout } = await git.run(['ls-remote', '--', url, ...patterns], { remote: true, what })
  const answers = new Map(
    stdout
      .toString()
      .split('\n')
      .map((line) => line.split('\t'))
      .filter((parts): parts is [string, string] => parts.length === 2 && isCommit(parts[0]!))
      .map(([id, name]) => [name, id]),
  )
  for (const wanted of candidates) {
    // What an annotated tag points at stands behind its name with ^{}.
    const commit = answers.get(`${wanted}^{}`) ?? answers.get(wanted)
    if (commit !== undefined) return { commit, wanted }
  }
  throw new CoworkError(
    'ref-gone',
    `Expected ${ref === undefined ? 'a default branch' : `a branch or tag ${ref}`} in ${url}, found none.`,
    {
      hint: 'Check the name; a branch that was deleted must be replaced with --ref. What is installed stays.',
    },
  )
}

import { CoworkError } from '@cowork-mdm/machine'
import type { Git } from './git.js'

export interface SignedObject {
  commit: string
  /** The annotated tag that stands for the commit, or the commit itself. */
  signed: string
  /** As it was asked for: a tag has to bear this name, or an older one that is signed could be served under it. */
  ref: string | undefined
  allowedSigners?: string | undefined
}

/**
 * Checks the signature on a commit, or on the annotated tag that names it, with the machine's keyring or the allowed signers.
 *
 * @throws CoworkError `signature-missing`, or a failure of git
 */
export async function verifySignature(
  git: Git,
  repository: string,
  { commit, signed, ref, allowedSigners }: SignedObject,
): Promise<void> {
  const signers =
    allowedSigners === undefined ? [] : ['-c', `gpg.ssh.allowedSignersFile=${git.host.path(allowedSigners)}`]
  const check = signed === commit ? ['verify-commit', commit] : ['verify-tag', signed]
  // Programs of the system, whatever the settings say.
  const programs = ['-c', 'gpg.program=gpg', '-c', 'gpg.ssh.program=ssh-keygen']
  const { exitCode } = await git.run([...signers, ...programs, ...check], {
    repository,
    what: `check the signature of ${commit}`,
    accept: [1, 128],
  })
  if (exitCode === 0) return signed === commit ? undefined : await checkName(git, repository, { signed, ref })
  const [, kind] = check[0]!.split('-')
  throw new CoworkError(
    'signature-missing',
    `Expected a good signature on ${kind} ${signed}, found none that this machine trusts.`,
    {
      hint: 'Sign it, or give the keys that count: import them into the keyring, or name --allowed-signers.',
    },
  )
}

/** The name inside a tag is signed, the one that the server gives it is not. */
async function checkName(git: Git, repository: string, { signed, ref }: Pick<SignedObject, 'signed' | 'ref'>) {
  const { stdout } = await git.run(['cat-file', 'tag', signed], { repository, what: `read tag ${signed}` })
  const name = /^tag (.*)$/m.exec(stdout.toString().split('\n\n', 1)[0]!)?.[1] ?? ''
  if (ref?.replace(/^refs\/tags\//, '') === name) return
  throw new CoworkError(
    'signature-missing',
    `Expected a signed tag ${ref}, found one that was signed as ${JSON.stringify(name)}.`,
    {
      hint: 'Whoever keeps the repository has given a signed tag another name. Sign a new tag, or ask for the one that was signed.',
    },
  )
}

/** What no signature can be on. */
export function unsigned(kind: string): CoworkError {
  return new CoworkError(
    'signature-missing',
    `Expected a signed commit or tag, found a source of kind ${kind}, which has no signature.`,
    {
      hint: 'Leave --verify-signatures out, or use a git repository.',
    },
  )
}

import { CoworkError } from '@cowork-mdm/machine'
import type { Git } from './git.js'

/**
 * Checks the signature on a commit, or on the annotated tag that names it, with the machine's keyring or the allowed signers.
 *
 * @throws CoworkError `signature-missing`
 */
export async function verifySignature(
  git: Git,
  repository: string,
  { commit, signed, allowedSigners }: { commit: string; signed: string; allowedSigners?: string | undefined },
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
  if (exitCode === 0) return
  const [, kind] = check[0]!.split('-')
  throw new CoworkError(
    'signature-missing',
    `Expected a good signature on ${kind} ${signed}, found none that this machine trusts.`,
    {
      hint: 'Sign it, or give the keys that count: import them into the keyring, or name --allowed-signers.',
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

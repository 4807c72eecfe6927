import { CoworkError } from '@cowork-mdm/machine'

/**
 * Names that git takes for branches and tags (https://git-scm.com/docs/git-check-ref-format), never an option or a rule of
 * what to fetch.
 *
 * @throws CoworkError `bad-ref`
 */
export function checkRef(ref: string): void {
  const ok =
    /^[^-/.]/.test(ref) &&
    // Control characters are among what is sought.
    // eslint-disable-next-line no-control-regex
    !/[\u0000-\u0020\u007f~^:?*[\\]/.test(ref) &&
    !/\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[./]$/.test(ref) &&
    ref !== '@' &&
    ref.length <= 200
  if (ok) return
  throw new CoworkError('bad-ref', `Expected a branch, a tag or a full commit, found ${JSON.stringify(ref)}.`, {
    hint: 'Give main, v1.2.0 or 40 hexadecimal digits.',
  })
}

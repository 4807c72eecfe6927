import type { FileFacts } from '@cowork-mdm/machine'
import type { SourceProblem } from './managed-source.js'

/** Write for group and others. */
const OTHERS_WRITE = 0o022

/**
 * No `chown` or `chmod` to copy: what is in the file would become everybody's policy, and it may be another name of a file that is
 * none of theirs who put it there.
 */
export const DELIVER_AGAIN =
  'Remove the file, and deliver it again as root: what is in it may be what a user wrote, for everybody.'

/** Whether nobody but root can have written what is in a file. */
export function onlyRootWrites({ mode = 0, uid, gid }: FileFacts): boolean {
  return uid === 0 && (mode & 0o002) === 0 && ((mode & 0o020) === 0 || gid === 0)
}

/** What is wrong with who owns a file or folder that has to be root's, and with who can write and read there. */
export function accessProblems(path: string, facts: FileFacts): SourceProblem[] {
  const { type, mode = 0, uid } = facts
  const what = type === 'folder' ? 'folder' : 'file'
  const problems: SourceProblem[] = []
  const add = (code: SourceProblem['code'], expected: string, found: string, hint: string) =>
    problems.push({ code, severity: 'error', message: `Expected ${expected}, found ${found}.`, hint, place: path })
  if (type === 'link') {
    add('is-link', `a ${what} at ${path} itself`, 'a symbolic link', 'Replace the link by what it leads to.')
    return problems
  }
  if (uid !== undefined && uid !== 0) {
    const hint = type === 'folder' ? `Run: chown root:root ${path}` : DELIVER_AGAIN
    add('wrong-owner', `the ${what} ${path} to be root’s`, `it to be of user ${uid}`, hint)
  }
  if ((mode & OTHERS_WRITE) !== 0) {
    const found = `mode ${mode.toString(8).padStart(4, '0')}`
    const hint = type === 'folder' || onlyRootWrites(facts) ? `Run: chmod go-w ${path}` : DELIVER_AGAIN
    add('writable-by-others', `that only root can write to ${path}`, found, hint)
  }
  if (!usersCanRead(facts)) {
    const found = `mode ${mode.toString(8).padStart(4, '0')}`
    const right = type === 'folder' ? 'rx' : 'r'
    add('not-for-users', `that the app, which runs as a user, can read ${path}`, found, `Run: chmod a+${right} ${path}`)
  }
  return problems
}

/** Whether users can read a file of root's, or enter a folder; a group other than root's may be theirs. */
function usersCanRead({ type, mode, gid }: FileFacts): boolean {
  if (mode === undefined) return true
  const right = type === 'folder' ? 0o1 : 0o4
  return (mode & right) !== 0 || (gid !== 0 && (mode & (right << 3)) !== 0)
}

import { CoworkError } from '../cowork-error.js'
import type { FileFacts, Platform } from '../host.js'
import type { Seen, Step, Walked } from './walk-path.js'

const STICKY = 0o1000

/**
 * For root: why a path must not be followed, or nothing. A link counts only where nobody else can have put it there or
 * can exchange it: its folder is root's and closed to others (or sticky), and the link is root's.
 *
 * Node cannot see access lists of Windows this fast. There, a link counts unless it is below a user's folder or
 * ProgramData, where everybody may make junctions.
 */
export function followProblem(platform: Platform, path: string, walked: Walked): CoworkError | undefined {
  const planted = followedLinks(walked).find((step) => othersCanExchange(platform, step))
  if (!planted) return undefined
  return new CoworkError(
    'link-not-followed',
    `Cannot follow ${path} as an administrator: ${planted.seen.path} is a link that another user could have put there.`,
    { hint: 'Name the place that it leads to, or run the command as that user.' },
  )
}

/**
 * For root: why nothing must be written in the folder that the walk led to, or nothing: every folder on the way is
 * root's alone.
 */
export function writeProblem(platform: Platform, path: string, { steps }: Walked): CoworkError | undefined {
  for (const { seen, folder } of steps) {
    const found = platform === 'win32' ? windowsProblem(seen) : posixProblem(seen, folder)
    if (found !== undefined) {
      return new CoworkError(
        'untrusted-folder',
        `Cannot write ${path} as an administrator: expected a way there that only administrators can change, found ${seen.path}, ${found}.`,
        { hint: 'Correct the owner or the permissions, choose another folder, or run the command as that user.' },
      )
    }
  }
  return undefined
}

function followedLinks({ steps, seen }: Walked): Step[] {
  return steps.filter((step) => step.seen.facts.type === 'link' && step.seen !== seen)
}

function othersCanExchange(platform: Platform, { seen, folder }: Step): boolean {
  if (platform === 'win32') return /^[A-Z]:\\(?:Users\\[^\\]+|ProgramData)\\/i.test(seen.path)
  return seen.facts.uid !== 0 || (folder !== undefined && !isRootsAlone(folder.facts))
}

function windowsProblem({ facts }: Seen): string | undefined {
  return facts.type === 'link' ? 'which is a link' : undefined
}

function posixProblem({ facts }: Seen, folder: Seen | undefined): string | undefined {
  if (facts.uid !== 0) return `which belongs to user ${facts.uid}`
  // What a link itself says of permissions means nothing, and its folder has been looked at.
  if (facts.type === 'link')
    return folder && !isRootsAlone(folder.facts) ? 'which is a link in a folder of others' : undefined
  return isRootsAlone(facts) ? undefined : `which others can write (mode ${octal(facts.mode)})`
}

/**
 * Whether only root can exchange what root has put into a folder: in a sticky one everybody can add, but not take away.
 */
function isRootsAlone({ uid, mode = 0 }: FileFacts): boolean {
  return uid === 0 && ((mode & 0o022) === 0 || (mode & STICKY) !== 0)
}

function octal(mode = 0): string {
  return mode.toString(8).padStart(4, '0')
}

import { CoworkError } from '../cowork-error.js'
import type { FileFacts, Platform } from '../host.js'
import { parseLinkTarget, parseNativePath, pathsOf } from './native-path.js'

/** What is known of one thing on the way along a path. */
export interface Seen {
  /** Its place, spelled as the disk spells it. */
  path: string
  facts: FileFacts
  /** The same for the same file as long as it exists, whatever it is called; nothing where no file stands for it. */
  identity: string | undefined
  /** How many names the file has. */
  names: number
}

/** The files of a machine, one at a time, without following links. */
export interface Tree {
  readonly platform: Platform
  /** Links that climb above the top are refused; otherwise the top is above itself, as in a real file system. */
  readonly contained: boolean
  /** What is at a place whose folder was found by a look before; nothing where there is nothing. */
  look(path: string): Seen | undefined
}

/** A link or folder on the way, and the folder that holds it. */
export interface Step {
  seen: Seen
  folder: Seen | undefined
}

export interface Walked {
  /** The place that the path leads to, with no link on the way. */
  path: string
  /** What stands there; nothing where there is nothing. */
  seen: Seen | undefined
  /** All that the way led through, the top and every link included, in order; the last is what was found. */
  steps: Step[]
}

const MAX_LINKS = 40

/**
 * Walks along a path, name by name. Links are followed, a last one only with `follow`.
 *
 * Looking is synchronous: a path has a dozen names at most, and a look takes microseconds.
 *
 * @throws CoworkError `bad-path`, `link-loop`, or `link-escapes` where a link leads out of a contained tree
 */
export function walkPath(tree: Tree, path: string, { follow }: { follow: boolean }): Walked {
  const native = pathsOf(tree.platform)
  const { top, names: pending } = parseNativePath(tree.platform, path)
  const steps: Step[] = []
  let links = 0
  const stepTo = (place: string, folder: Seen | undefined): Seen | undefined => {
    const seen = tree.look(place)
    if (seen) steps.push({ seen, folder })
    return seen
  }
  let at = top
  let seen = stepTo(at, undefined)
  for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
    if (name === '..') {
      if (tree.contained && native.dirname(at) === at) throw escapes(path)
      at = native.dirname(at)
      seen = tree.look(at)
      continue
    }
    const folder = seen
    // Below nothing there is nothing to be found, and below a file neither: the operation itself says what is wrong.
    seen = folder && folder.facts.type === 'folder' ? stepTo(native.join(at, name), folder) : undefined
    if (seen?.facts.type === 'link' && (follow || pending.length > 0)) {
      if ((links += 1) > MAX_LINKS) throw loops(path)
      const target = targetOf(tree.platform, path, seen.facts.target ?? '')
      pending.unshift(...target.names)
      at = target.top ?? at
      seen = target.top === undefined ? folder : stepTo(at, undefined)
    } else {
      at = seen?.path ?? native.join(at, name)
    }
  }
  return { path: at, seen, steps }
}

function targetOf(platform: Platform, path: string, target: string) {
  try {
    return parseLinkTarget(platform, target)
  } catch (cause) {
    throw new CoworkError(
      'link-escapes',
      `Cannot follow ${path}: a link on it leads to ${JSON.stringify(target)}, which is no place on this machine.`,
      {
        hint: 'Correct or remove the link.',
        cause,
      },
    )
  }
}

function escapes(path: string): CoworkError {
  return new CoworkError('link-escapes', `Cannot follow ${path}: a link on it leads out of the machine's root.`, {
    hint: 'Correct or remove the link.',
  })
}

function loops(path: string): CoworkError {
  return new CoworkError('link-loop', `Cannot follow ${path}: its symbolic links lead in a circle.`, {
    hint: 'Check the links on the path.',
  })
}

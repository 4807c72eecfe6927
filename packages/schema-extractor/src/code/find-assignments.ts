import { isIdentifierByte } from './characters.js'

const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d])

/** The first `most` offsets at which a script may assign to a name: `name = …`, whatever it is bound to there. */
export function findAssignments(bytes: Buffer, name: string, most: number): number[] {
  const word = Buffer.from(name)
  const found: number[] = []
  for (let at = first(bytes, word); at >= 0 && found.length < most; at = bytes.indexOf(word, at + word.length)) {
    if (isIdentifierByte(bytes[at - 1]) || bytes[at - 1] === 0x2e) continue
    const next = skip(bytes, at + word.length)
    const following = bytes[next + 1]
    const plain = bytes[next] === 0x3d && following !== 0x3d && following !== 0x3e
    // `??=`, `||=` and `&&=` assign as well.
    const logical = bytes[next] === following && bytes[next + 2] === 0x3d && [0x3f, 0x7c, 0x26].includes(following!)
    if (plain || logical) found.push(at)
  }
  return found
}

/** The first `most` offsets at which a script may assign to a name by taking an object apart: `({ key: name } = value)`. */
export function findDestructurings(bytes: Buffer, name: string, most: number): number[] {
  const word = Buffer.from(name)
  const found: number[] = []
  let brace = 0
  for (let at = first(bytes, word); at >= 0 && found.length < most; at = bytes.indexOf(word, at + word.length)) {
    const [before, behind] = [skipBack(bytes, at - 1), skip(bytes, at + word.length)]
    if (!OPENERS.has(bytes[before]!) || !CLOSERS.has(bytes[behind]!)) continue
    if (brace < behind) brace = bytes.indexOf(0x7d, behind)
    if (brace < 0) break
    const equals = skip(bytes, brace + 1)
    if (bytes[equals] === 0x3d && bytes[equals + 1] !== 0x3d && bytes[equals + 1] !== 0x3e) found.push(at)
  }
  return found
}

/** `{`, `,` and `:` before a name in a pattern; `,` and `}` behind it. */
const OPENERS = new Set([0x7b, 0x2c, 0x3a])
const CLOSERS = new Set([0x2c, 0x7d])

function skip(bytes: Buffer, at: number): number {
  while (SPACES.has(bytes[at]!)) at++
  return at
}

function skipBack(bytes: Buffer, at: number): number {
  while (SPACES.has(bytes[at]!)) at--
  return at
}

/** Where a name first occurs; nowhere for one that is longer than anybody's names, whose search would take long. */
function first(bytes: Buffer, word: Buffer): number {
  return word.length > LONGEST_NAME ? -1 : bytes.indexOf(word)
}

const LONGEST_NAME = 200
/** How far behind its `var` a name is looked for. */
const LONGEST_VAR = 2_000

/** Whether a `var` somewhere may give a value to a name: `var … name = …` in one statement. */
export function mayBeVariable(bytes: Buffer, name: string): boolean {
  return findAssignments(bytes, name, 1_000).some((at) => {
    const before = bytes.subarray(Math.max(0, at - LONGEST_VAR), at)
    const start = before.lastIndexOf('var ')
    return start >= 0 && !isIdentifierByte(before[start - 1]) && !before.subarray(start).includes(0x3b)
  })
}

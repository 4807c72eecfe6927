import { isIdentifierByte } from './characters.js'

const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d])

/** Offsets at which a script may assign to a name: `name = …`, wherever it stands and whatever it is bound to there. */
export function findAssignments(bytes: Buffer, name: string): number[] {
  const word = Buffer.from(name)
  const found: number[] = []
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + word.length)) {
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

/** Offsets at which a script may assign to a name by taking an object apart: `({ key: name } = value)`. */
export function findDestructurings(bytes: Buffer, name: string): number[] {
  const word = Buffer.from(name)
  const found: number[] = []
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + word.length)) {
    const [before, behind] = [skipBack(bytes, at - 1), skip(bytes, at + word.length)]
    if (!OPENERS.has(bytes[before]!) || !CLOSERS.has(bytes[behind]!)) continue
    const brace = bytes.indexOf(0x7d, behind)
    const equals = brace < 0 ? -1 : skip(bytes, brace + 1)
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

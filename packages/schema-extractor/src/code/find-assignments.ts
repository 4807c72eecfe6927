import { isIdentifierByte } from './characters.js'

const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d])

/** Offsets at which a script may assign to a name: `name = …`, wherever it stands and whatever it is bound to there. */
export function findAssignments(bytes: Buffer, name: string): number[] {
  const word = Buffer.from(name)
  const found: number[] = []
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + word.length)) {
    if (isIdentifierByte(bytes[at - 1]) || bytes[at - 1] === 0x2e) continue
    let next = at + word.length
    while (SPACES.has(bytes[next]!)) next++
    const following = bytes[next + 1]
    const plain = bytes[next] === 0x3d && following !== 0x3d && following !== 0x3e
    // `??=`, `||=` and `&&=` assign as well.
    const logical = bytes[next] === following && bytes[next + 2] === 0x3d && [0x3f, 0x7c, 0x26].includes(following!)
    if (plain || logical) found.push(at)
  }
  return found
}

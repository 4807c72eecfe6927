import { isIdentifierByte } from './characters.js'
import type { Meter } from './meter.js'

const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d])
const LOGICAL = new Set([0x3f, 0x7c, 0x26])
const LONGEST_NAME = 200

/**
 * Every offset at which a script may assign to a name, by the name: one pass, for scripts in which more names are looked for
 * than searching for each would be good for.
 */
export function indexAssignments(bytes: Buffer, meter: Meter): Map<string, number[]> {
  const index = new Map<string, number[]>()
  meter.spend(bytes.length >> 7)
  for (let equals = bytes.indexOf(0x3d); equals >= 0; equals = bytes.indexOf(0x3d, equals + 1)) {
    const name = assignedName(bytes, equals)
    if (!name) continue
    meter.spend(2)
    const text = bytes.toString('utf8', name.start, name.end)
    const list = index.get(text)
    if (list) list.push(name.start)
    else index.set(text, [name.start])
  }
  return index
}

/** The name in front of an assignment's `=`; none for comparisons, arrows, and what is assigned to a property. */
function assignedName(bytes: Buffer, equals: number): { start: number; end: number } | undefined {
  if (bytes[equals + 1] === 0x3d || bytes[equals + 1] === 0x3e) return undefined
  let end = equals
  // `??=`, `||=` and `&&=` assign as well.
  if (LOGICAL.has(bytes[end - 1]!) && bytes[end - 2] === bytes[end - 1]) end -= 2
  while (SPACES.has(bytes[end - 1]!)) end--
  let start = end
  while (isIdentifierByte(bytes[start - 1]) && end - start <= LONGEST_NAME) start--
  return start === end || end - start > LONGEST_NAME || bytes[start - 1] === 0x2e ? undefined : { start, end }
}

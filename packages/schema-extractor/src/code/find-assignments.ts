import { indexAssignments } from './assignment-index.js'
import { isIdentifierByte } from './characters.js'
import type { Meter } from './meter.js'
import type { Script } from './script.js'

interface Searches {
  assignments: number
  destructurings: number
  index?: Map<string, number[]>
}

/** Names that are searched for one by one; for more, all are found at once. */
const FEW_NAMES = 20
const MANY_NAMES = 500
const searched = new WeakMap<Script, Searches>()

function searchesOf(script: Script): Searches {
  let searches = searched.get(script)
  if (!searches) searched.set(script, (searches = { assignments: 0, destructurings: 0 }))
  return searches
}

const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d])

/** The first `most` offsets at which a script may assign to a name: `name = …`, whatever it is bound to there. */
export function findAssignments(script: Script, name: string, most: number): number[] {
  const { bytes, meter } = script
  const searches = searchesOf(script)
  if (++searches.assignments > FEW_NAMES) {
    searches.index ??= indexAssignments(bytes, meter)
    return (searches.index.get(name) ?? []).slice(0, most)
  }
  const found: number[] = []
  for (const { at, end } of occurrences(bytes, name, meter)) {
    if (found.length === most) break
    if (isIdentifierByte(bytes[at - 1]) || bytes[at - 1] === 0x2e) continue
    const next = skip(bytes, end)
    const following = bytes[next + 1]
    const plain = bytes[next] === 0x3d && following !== 0x3d && following !== 0x3e
    // `??=`, `||=` and `&&=` assign as well.
    const logical = bytes[next] === following && bytes[next + 2] === 0x3d && [0x3f, 0x7c, 0x26].includes(following!)
    if (plain || logical) found.push(at)
  }
  return found
}

/** The first `most` offsets at which a script may assign to a name by taking an object apart: `({ key: name } = value)`. */
export function findDestructurings(script: Script, name: string, most: number): number[] {
  const { bytes, meter } = script
  if (++searchesOf(script).destructurings > MANY_NAMES) return []
  const found: number[] = []
  let brace = 0
  for (const { at, end } of occurrences(bytes, name, meter)) {
    if (found.length === most) break
    const [before, behind] = [skipBack(bytes, at - 1), skip(bytes, end)]
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

/** Where a name occurs, if only as a part of others; nowhere for one longer than anybody's names. */
function* occurrences(bytes: Buffer, name: string, meter: Meter): Generator<{ at: number; end: number }> {
  if (name.length > LONGEST_NAME) return
  meter.search(bytes.length)
  const word = Buffer.from(name)
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + word.length)) {
    meter.spend(1)
    yield { at, end: at + word.length }
  }
}

const LONGEST_NAME = 200
/** How far behind its `var` a name is looked for. */
const LONGEST_VAR = 2_000

/** Whether a `var` somewhere may give a value to a name: `var … name = …` in one statement. */
export function mayBeVariable(script: Script, name: string): boolean {
  return findAssignments(script, name, 1_000).some((at) => {
    const before = script.bytes.subarray(Math.max(0, at - LONGEST_VAR), at)
    const start = before.lastIndexOf('var ')
    return start >= 0 && !isIdentifierByte(before[start - 1]) && !before.subarray(start).includes(0x3b)
  })
}

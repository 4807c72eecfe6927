import { canonicalJson, jsonPointer, type JsonValue } from '@cowork-mdm/schema'

/** What differs in one place inside a setting's value. Values are not told: they stand in the change around. */
export interface InnerChange {
  kind: 'added' | 'removed' | 'changed'
  /** JSON pointer into the value after the change; of something removed, into the value before. */
  pointer: string
}

type Path = readonly (string | number)[]

/** Longer lists are compared entry by entry, as comparing each with each takes too long. */
const LONGEST = 1000

/** Where two values differ, as deep as lists and maps go; nothing where they are equal, one place where they are of two kinds. */
export function diffInside(before: JsonValue, after: JsonValue, from: Path = [], to: Path = []): InnerChange[] {
  if (canonicalJson(before) === canonicalJson(after)) return []
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, from, to)
  if (isMap(before) && isMap(after)) return diffMaps(before, after, from, to)
  return [{ kind: 'changed', pointer: jsonPointer(to) }]
}

function diffMaps(before: JsonMap, after: JsonMap, from: Path, to: Path): InnerChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((name): InnerChange[] => {
    if (!Object.hasOwn(after, name)) return [{ kind: 'removed', pointer: jsonPointer([...from, name]) }]
    if (!Object.hasOwn(before, name)) return [{ kind: 'added', pointer: jsonPointer([...to, name]) }]
    return diffInside(before[name]!, after[name]!, [...from, name], [...to, name])
  })
}

/** Equal entries are matched in order; what lies between two matches is compared in pairs. */
function diffLists(before: readonly JsonValue[], after: readonly JsonValue[], from: Path, to: Path): InnerChange[] {
  const changes: InnerChange[] = []
  let [left, right] = [0, 0]
  for (const [matchLeft, matchRight] of [...matches(before, after), [before.length, after.length]]) {
    while (left < matchLeft! || right < matchRight!) {
      const [old, present] = [
        [...from, left],
        [...to, right],
      ]
      if (left < matchLeft! && right < matchRight!)
        changes.push(...diffInside(before[left++]!, after[right++]!, old, present))
      else if (left < matchLeft!) changes.push({ kind: 'removed', pointer: jsonPointer([...from, left++]) })
      else changes.push({ kind: 'added', pointer: jsonPointer([...to, right++]) })
    }
    left++
    right++
  }
  return changes
}

/** Indices of a longest common subsequence. */
function matches(before: readonly JsonValue[], after: readonly JsonValue[]): [number, number][] {
  if (before.length > LONGEST || after.length > LONGEST) return []
  const [old, present] = [before.map(canonicalJson), after.map(canonicalJson)]
  // lengths[i][j]: of the subsequence that old from i on and present from j on have in common.
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(present.length + 1))
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = present.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        old[i] === present[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  const found: [number, number][] = []
  for (let i = 0, j = 0; i < old.length && j < present.length;) {
    if (old[i] === present[j]) found.push([i++, j++])
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++
    else j++
  }
  return found
}

type JsonMap = { [name: string]: JsonValue }

function isMap(value: JsonValue): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

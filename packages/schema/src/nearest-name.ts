/** Longer texts are no names; comparing them would only cost time. */
const LONGEST = 200

/**
 * The candidate that `name` is most likely a misspelling of, ignoring case; undefined where none is alike. Of equally near
 * ones the alphabetically first.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined
  let best: { candidate: string; distance: number } | undefined
  for (const candidate of candidates) {
    if (candidate.length > LONGEST) continue
    const tolerated = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3))
    // No distance is smaller, and this one costs nothing.
    if (Math.abs(name.length - candidate.length) > tolerated) continue
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (distance > tolerated) continue
    if (!best || distance < best.distance || (distance === best.distance && candidate < best.candidate)) {
      best = { candidate, distance }
    }
  }
  return best?.candidate
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1))
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return last[right.length]!
}

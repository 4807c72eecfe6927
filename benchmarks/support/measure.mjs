// Times of several things in one run. They take turns, so that whatever else the machine does slows all of them; in its turn
// each runs first without being timed, where it does not run in a process of its own, so that what the one before left to the
// garbage collector is not counted against it.

/**
 * @template {string} Name
 * @param {Record<Name, () => unknown>} sides
 * @param {{ warmUp?: number, runs: number, settle?: boolean }} options
 * @returns {Promise<Record<Name, number>>} median milliseconds of each side
 */
export async function takeTurns(sides, { warmUp = 0, runs, settle = false }) {
  const names = /** @type {Name[]} */ (Object.keys(sides))
  const times = /** @type {Record<Name, number[]>} */ (Object.fromEntries(names.map((name) => [name, []])))
  for (let run = -warmUp; run < runs; run++) {
    for (const name of names) {
      if (settle) await sides[name]()
      const started = performance.now()
      await sides[name]()
      if (run >= 0) times[name].push(performance.now() - started)
    }
  }
  return /** @type {Record<Name, number>} */ (Object.fromEntries(names.map((name) => [name, median(times[name])])))
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((left, right) => left - right)
  return /** @type {number} */ (sorted[sorted.length >> 1])
}

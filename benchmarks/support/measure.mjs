// Times of several things in one run. They take turns, so that whatever else the machine does slows all of them.

/**
 * @template {string} Name
 * @param {Record<Name, () => unknown>} sides
 * @param {{ warmUp?: number, runs: number }} options
 * @returns {Promise<Record<Name, number>>} median milliseconds of each side
 */
export async function takeTurns(sides, { warmUp = 0, runs }) {
  const names = /** @type {Name[]} */ (Object.keys(sides))
  const times = /** @type {Record<Name, number[]>} */ (Object.fromEntries(names.map((name) => [name, []])))
  for (let run = -warmUp; run < runs; run++) {
    for (const name of names) {
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

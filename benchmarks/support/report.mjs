// One table for all benchmarks: what was measured, and the limit that somebody relies on.

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {number} measured
 * @property {string} [unit] by default `x`: a ratio
 * @property {number} [most]
 * @property {number} [least]
 * @property {string} detail what the ratio is made of
 */

/**
 * Prints the rows; a limit that is exceeded makes the process fail.
 * @param {string} title
 * @param {Row[]} rows
 */
export function report(title, rows) {
  const cells = rows.map(({ what, measured, unit = 'x', most, least, detail }) => {
    const limit =
      most === undefined ? (least === undefined ? '' : `at least ${least} ${unit}`) : `at most ${most} ${unit}`
    const fails = measured > (most ?? Infinity) || measured < (least ?? -Infinity)
    return { what, measured: `${measured.toFixed(unit === 'x' ? 2 : 0)} ${unit}`, limit, detail, fails }
  })
  const width = (/** @type {'what' | 'measured' | 'limit'} */ name) =>
    Math.max(...cells.map((cell) => cell[name].length))
  const [what, measured, limit] = [width('what'), width('measured'), width('limit')]
  console.log(`\n${title}`)
  for (const cell of cells) {
    const columns = [cell.what.padEnd(what), cell.measured.padStart(measured), cell.limit.padEnd(limit), cell.detail]
    console.log(`${cell.fails ? '✗' : '✓'} ${columns.join('  ')}`)
  }
  const exceeded = cells.filter((cell) => cell.fails)
  if (exceeded.length === 0) return
  console.error(`Limits exceeded: ${exceeded.map((cell) => cell.what).join(', ')}.`)
  process.exitCode = 1
}

/** @param {number} milliseconds */
export function ms(milliseconds) {
  return `${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`
}

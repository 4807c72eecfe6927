import type { Terminal } from './terminal.js'

/** Shorter runs show nothing. */
const DELAY_MS = 500
/** Time between two changes of the line. */
const PAUSE_MS = 100

/** One line that says how far a run is. It appears only on a terminal and only in long runs, and leaves no trace. */
export interface ProgressLine {
  show: (text: string) => void
  /** Takes the line away; a later `show` has no effect. */
  erase: () => void
}

/** Not even a clock is asked where nobody looks on: to load it takes a part of a short command's time. */
const NOTHING: ProgressLine = { show: () => {}, erase: () => {} }

export function progressLine(
  stream: { write(text: string): unknown },
  { interactive, columns }: Terminal,
  now: () => number = () => performance.now(),
): ProgressLine {
  if (!interactive) return NOTHING
  const started = now()
  let drawn: number | undefined
  let erased = false
  let latest = ''
  const draw = () => {
    const time = now()
    if (erased || time - started < DELAY_MS || (drawn !== undefined && time - drawn < PAUSE_MS)) return
    drawn = time
    // Plain ASCII, so that cutting by characters is cutting by columns; the last column is left to the cursor.
    stream.write(`\r\u001b[2K${latest.slice(0, (columns ?? 80) - 1)}`)
  }
  const timer = setTimeout(draw, DELAY_MS)
  timer.unref()
  return {
    show(text) {
      latest = text
      draw()
    },
    erase() {
      if (drawn !== undefined && !erased) stream.write('\r\u001b[2K')
      erased = true
      clearTimeout(timer)
    },
  }
}

import { expect, test } from 'vitest'
import { progressLine } from '../src/output/progress-line.js'

/** A progress line on a terminal of 20 columns, a clock, and what was written. */
function watched({ interactive = true } = {}) {
  let written = ''
  let time = 0
  const stream = { write: (text: string) => (written += text) }
  const line = progressLine(stream, { interactive, columns: 20, colours: false }, () => time)
  const at = (milliseconds: number, act: () => void) => {
    time = milliseconds
    written = ''
    act()
    return written
  }
  return { line, at }
}

test('a run of half a second shows nothing', () => {
  const { line, at } = watched()
  expect(at(100, () => line.show('10 %'))).toBe('')
  expect(at(499, () => line.show('90 %'))).toBe('')
  expect(at(500, () => line.erase())).toBe('')
})

test('a longer run shows one line that changes at most ten times a second, and takes it away', () => {
  const { line, at } = watched()
  expect(at(600, () => line.show('10 %'))).toBe('\r\u001b[2K10 %')
  expect(at(650, () => line.show('20 %'))).toBe('')
  expect(at(700, () => line.show('30 %'))).toBe('\r\u001b[2K30 %')
  expect(at(800, () => line.erase())).toBe('\r\u001b[2K')
  expect(at(900, () => line.show('40 %'))).toBe('')
  expect(at(950, () => line.erase())).toBe('')
})

test('the line never reaches the last column', () => {
  const { line, at } = watched()
  expect(at(600, () => line.show('x'.repeat(50)))).toBe(`\r\u001b[2K${'x'.repeat(19)}`)
  line.erase()
})

test('where nobody looks there is none', () => {
  const { line, at } = watched({ interactive: false })
  expect(at(600, () => line.show('10 %'))).toBe('')
  expect(at(700, () => line.erase())).toBe('')
})

// Extraction against the floor and against the plain way; its memory; how its cost grows with the archive.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { extractSchema } from '@cowork-mdm/schema-extractor'
import { readAndSearch } from './support/floor.mjs'
import { benchInputs } from './support/inputs.mjs'
import { takeTurns } from './support/measure.mjs'
import { unpackAndParse } from './support/plain-way.mjs'
import { ms, report } from './support/report.mjs'

const { archives, script } = await benchInputs()
const inputs = [
  { name: 'archive', path: archives[1], floor: 5, plain: 2.5, runs: 31, plainRuns: 9 },
  { name: 'single script', path: script, floor: 12, plain: 25, runs: 21, plainRuns: 3 },
]

const speed = []
const memory = []
for (const { name, path, floor: mostOfFloor, plain: leastOfPlain, runs, plainRuns } of inputs) {
  const { document, diagnostics } = await extractSchema(path)
  const file = document.extractedFrom?.file ?? ''
  const unread = diagnostics.filter(({ severity }) => severity !== 'info')
  if (unread.length > 0) throw new Error(`${name}: ${unread.length} diagnostics, first: ${unread[0]?.message}`)

  const extract = () => extractSchema(path)
  const near = await takeTurns({ floor: () => readAndSearch(path), extract }, { warmUp: 10, runs, settle: true })
  const far = await takeTurns({ plain: () => unpackAndParse(path, file), extract }, { runs: plainRuns, settle: true })
  speed.push(
    {
      what: `${name}: extraction / floor`,
      measured: near.extract / near.floor,
      most: mostOfFloor,
      detail: `${ms(near.extract)} / ${ms(near.floor)}`,
    },
    {
      what: `${name}: plain way / extraction`,
      measured: far.plain / far.extract,
      least: leastOfPlain,
      detail: `${ms(far.plain)} / ${ms(far.extract)}`,
    },
  )
  memory.push({
    what: `${name}: peak memory`,
    measured: peakMemory(path),
    unit: 'MB',
    most: 160,
    detail: `${document.keys.length} settings out of ${megabytes(path).toFixed(1)} MB`,
  })
}

const growth = await takeTurns(
  {
    once: () => extractSchema(archives[1]),
    twice: () => extractSchema(archives[2]),
    fourTimes: () => extractSchema(archives[4]),
  },
  { warmUp: 3, runs: 15 },
)

report('Speed', speed)
report('Memory', memory)
report('Growth with the size of the archive', [
  {
    what: 'twice as large',
    measured: growth.twice / growth.once,
    most: 2,
    detail: `${ms(growth.twice)} / ${ms(growth.once)}`,
  },
  {
    what: 'four times as large',
    measured: growth.fourTimes / growth.once,
    most: 4,
    detail: `${ms(growth.fourTimes)} / ${ms(growth.once)}`,
  },
])

/** @param {string} path */
function megabytes(path) {
  return statSync(path).size / 1e6
}

/** @param {string} path */
function peakMemory(path) {
  const child = join(import.meta.dirname, 'support', 'peak-memory.mjs')
  const { status, stdout } = spawnSync(process.execPath, [child, path], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`Extracting ${path} in a child process failed.`)
  return (Number(stdout) * 1024) / 1e6
}

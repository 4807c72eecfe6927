// Every template of every setting known today, as `schema export` makes them.
import { RENDERERS } from '@cowork-mdm/admin-templates'
import { latestSchema } from '@cowork-mdm/schema'
import { takeTurns } from './support/measure.mjs'
import { ms, report } from './support/report.mjs'

const document = await latestSchema()

/** A document of its own each time, so that nothing prepared before is used. */
const fresh = () => structuredClone(document)

const renderers = Object.entries(RENDERERS)
const all = async () => {
  const own = fresh()
  for (const [, render] of renderers) await render(own)
}
const sides = { all, ...Object.fromEntries(renderers.map(([name, render]) => [name, () => render(fresh())])) }
const started = performance.now()
await all()
const first = performance.now() - started
const times = /** @type {Record<string, number>} */ (await takeTurns(sides, { warmUp: 3, runs: 15 }))

report(`Templates of ${document.keys.length} settings`, [
  {
    what: 'all targets',
    measured: times.all ?? NaN,
    unit: 'ms',
    most: 400,
    detail: `first time in a process ${ms(first)}`,
  },
  ...renderers.map(([name]) => ({ what: name, measured: times[name] ?? NaN, unit: 'ms', detail: 'alone' })),
])

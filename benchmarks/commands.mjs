// Whole commands, as a user starts them, against a Node that does nothing.
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/workspace.mjs'
import { benchInputs } from './support/inputs.mjs'
import { takeTurns } from './support/measure.mjs'
import { ms, report } from './support/report.mjs'

const { archives } = await benchInputs()
const cli = join(root, 'packages/cli/bin/cowork-mdm.js')

/** @param {string[]} args */
function run(args) {
  const { status, stderr } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`)
}

const extracted = join(tmpdir(), `cowork-mdm-bench-${process.pid}.json`)
const commands = [
  { what: '--help', most: 1.3, args: ['--help'] },
  { what: 'schema list', most: 2, args: ['schema', 'list'] },
  { what: 'schema extract', most: 5, args: ['schema', 'extract', archives[1], '--out', extracted] },
]
const times = await takeTurns(
  {
    nothing: () => run(['-e', '0']),
    ...Object.fromEntries(commands.map(({ what, args }) => [what, () => run([cli, ...args])])),
  },
  { warmUp: 2, runs: 21 },
)
report(
  'Whole commands against `node -e 0`',
  commands.map(({ what, most }) => {
    const time = /** @type {Record<string, number>} */ (times)[what] ?? NaN
    return { what, measured: time / times.nothing, most, detail: `${ms(time)} / ${ms(times.nothing)}` }
  }),
)

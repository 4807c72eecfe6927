// Linting: how long one profile of 40 settings takes, whether memory stays, and what the whole command costs.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { tryDecode } from '@cowork-mdm/encoder'
import { lint } from '@cowork-mdm/linter'
import { root } from '../scripts/workspace.mjs'
import { takeTurns } from './support/measure.mjs'
import { profileTexts } from './support/profiles.mjs'
import { ms, report } from './support/report.mjs'

const { document, files } = await profileTexts(1000)
const options = { document, appVersion: '1.28929.0', allowedHosts: ['*.example.com'] }

/** @returns {number[]} milliseconds of each profile, read and linted */
function lintAll() {
  return files.map((file) => {
    const started = performance.now()
    lint([tryDecode(file, { document })], options)
    return performance.now() - started
  })
}

/** @param {number[]} times */
function median(times) {
  return /** @type {number} */ (times.toSorted((left, right) => left - right)[times.length >> 1])
}

setFlagsFromString('--expose-gc')
const collectGarbage = /** @type {() => void} */ (runInNewContext('gc'))

/** Bytes that are still in use. */
function heap() {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

lintAll()
const before = heap()
const times = Array.from({ length: 5 }, () => median(lintAll()))
const grown = (heap() - before) / 2 ** 20

const folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-bench-'))
const profile = join(folder, 'profile.mobileconfig')
writeFileSync(profile, /** @type {{ bytes: Uint8Array }} */ (files[0]).bytes)
const command = join(root, 'packages/cli/bin/cowork-mdm.js')
/** @param {string[]} args */
const node = (args) => {
  try {
    execFileSync(process.execPath, args, { stdio: 'ignore', cwd: folder })
  } catch {
    // What is found makes the exit code 1.
  }
}
const whole = await takeTurns(
  { bare: () => node(['-e', '0']), lint: () => node([command, 'profile', 'lint', profile]) },
  { warmUp: 2, runs: 15 },
)
rmSync(folder, { recursive: true })

report('Linting: 1,000 configuration profiles of 40 settings', [
  { what: 'one profile, read and linted', measured: median(times) * 1000, unit: 'µs', most: 2000, detail: 'median' },
  { what: 'memory after 5,000 more', measured: Math.max(0, grown), unit: 'MB', most: 8, detail: 'heap in use' },
  {
    what: 'the command on one file / node -e 0',
    measured: whole.lint / whole.bare,
    most: 3.5,
    detail: `${ms(whole.lint)} / ${ms(whole.bare)}`,
  },
])

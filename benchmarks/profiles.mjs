// Profiles: decoding, validating and encoding against the plist library's bare parse and build; how the cost grows.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode, encode } from '@cowork-mdm/encoder'
import { validateProfile } from '@cowork-mdm/profile'
import { build, parse } from 'plist'
import { takeTurns } from './support/measure.mjs'
import { profileTexts } from './support/profiles.mjs'
import { ms, report } from './support/report.mjs'

const { document, files } = await profileTexts(1000)
const texts = files.map(({ bytes }) => new TextDecoder().decode(bytes))

/** @param {number} count */
function work(count) {
  for (const file of files.slice(0, count)) {
    const { profile } = decode(file, { document })
    const problems = validateProfile(profile, document)
    const error = problems.find(({ severity }) => severity === 'error')
    if (error) throw new Error(error.message)
    encode(profile, { format: 'mobileconfig', document })
  }
}

/** @param {number} count */
function bare(count) {
  for (const text of texts.slice(0, count)) build(parse(text))
}

const times = await takeTurns(
  { bare: () => bare(1000), work: () => work(1000), quarter: () => work(250) },
  { warmUp: 2, runs: 9 },
)

report('Profiles: 1,000 configuration profiles of 40 settings', [
  {
    what: 'decode, validate, encode / plist parse, build',
    measured: times.work / times.bare,
    most: 1.6,
    detail: `${ms(times.work)} / ${ms(times.bare)}`,
  },
  {
    what: 'four times as many profiles',
    measured: times.work / times.quarter,
    most: 5,
    detail: `${ms(times.work)} / ${ms(times.quarter)}`,
  },
])

// The whole command: a thousand files in one call against one file.
const cli = join(import.meta.dirname, '..', 'packages', 'cli', 'bin', 'cowork-mdm.js')
const folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-validate-'))
try {
  const names = Array.from({ length: 1000 }, (_, index) => join(folder, `${index}.yaml`))
  const example = join(import.meta.dirname, '..', 'examples', 'all-formats', 'profile.yaml')
  for (const name of names) copyFileSync(example, name)
  /** @param {string[]} paths */
  const validate = (paths) => {
    const { status } = spawnSync(process.execPath, [cli, 'profile', 'validate', ...paths])
    if (status !== 0) throw new Error(`profile validate ended with ${status}`)
  }
  const whole = await takeTurns({ one: () => validate(names.slice(0, 1)), all: () => validate(names) }, { runs: 5 })
  report('profile validate', [
    {
      what: '1,000 files less a second / one file',
      measured: Math.max(0, whole.all - 1000) / whole.one,
      most: 4,
      detail: `${ms(whole.all)} / ${ms(whole.one)}`,
    },
  ])
} finally {
  rmSync(folder, { recursive: true })
}

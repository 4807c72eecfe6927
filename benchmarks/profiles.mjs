// Profiles: decoding, validating and encoding against the plist library's bare parse and build; how the cost grows.
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

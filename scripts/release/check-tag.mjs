// @ts-check
// node scripts/release/check-tag.mjs TAG: ends with 1 unless TAG is `v` and the version of the command line.
import { releaseVersion } from './archives.mjs'
import { argumentsOf } from './main.mjs'

const [tag] = argumentsOf('TAG')
const expected = `v${releaseVersion()}`
if (tag !== expected) {
  console.error(`Expected the tag ${expected}, as packages/cli/package.json has it, found ${tag}.`)
  console.error('Run "npm run release:version", commit, and tag that commit; see docs/releasing.md.')
  process.exitCode = 1
}

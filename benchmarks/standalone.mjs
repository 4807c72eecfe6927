// The standalone archive of this platform, as it is unpacked, against a Node that does nothing.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { archiveFolder, archiveName, releaseVersion, thisPlatform } from '../scripts/release/archives.mjs'
import { verifiedFile } from '../scripts/release/checksums.mjs'
import { unpack } from '../scripts/release/unpack.mjs'
import { root, runNode } from '../scripts/workspace.mjs'
import { takeTurns } from './support/measure.mjs'
import { ms, report } from './support/report.mjs'

const work = mkdtempSync(join(tmpdir(), 'cowork-mdm-bench-'))
try {
  if (runNode(join(root, 'scripts/build-standalone.mjs'), [work]) !== 0)
    throw new Error('There is no archive to measure.')
  const [version, platform] = [releaseVersion(), thisPlatform()]
  unpack(verifiedFile(work, archiveName(version, platform)), work)
  const binary = join(work, archiveFolder(version, platform), 'bin', 'cowork-mdm')

  const commands = [
    { what: '--version', args: ['--version'] },
    { what: '--help', args: ['--help'] },
    { what: 'schema list', args: ['schema', 'list'] },
  ]
  const times = await takeTurns(
    {
      nothing: () => run(process.execPath, ['-e', '0']),
      ...Object.fromEntries(commands.map(({ what, args }) => [what, () => run(binary, args)])),
    },
    { warmUp: 2, runs: 21 },
  )
  report(
    'Standalone executable against `node -e 0`',
    commands.map(({ what }) => {
      const time = /** @type {Record<string, number>} */ (times)[what] ?? NaN
      const most = what === 'schema list' ? undefined : 2
      return { what, measured: time / times.nothing, most, detail: `${ms(time)} / ${ms(times.nothing)}` }
    }),
  )
} finally {
  rmSync(work, { recursive: true, force: true })
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  const { status, stderr } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`)
}

// @ts-check
// node scripts/check-standalone.mjs FOLDER: unpacks this platform's archive in FOLDER and runs it as on a machine without Node.
// What it prints must be what the built command line prints.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { archiveFolder, archiveName, releaseVersion, thisPlatform } from './release/archives.mjs'
import { verifiedFile } from './release/checksums.mjs'
import { debianPackage } from './release/debian-package.mjs'
import { argumentsOf } from './release/main.mjs'
import { unpack } from './release/unpack.mjs'
import { root } from './workspace.mjs'

const [folder = ''] = argumentsOf('FOLDER')
const platform = thisPlatform()
const version = releaseVersion()
const built = join(root, 'packages/cli/bin/cowork-mdm.js')
const work = mkdtempSync(join(tmpdir(), 'cowork-mdm-check-'))
let failed = 0

/** What a start may take, in times of `node -e 0`. */
const MOST = 2

try {
  unpack(verifiedFile(folder, archiveName(version, platform)), work)
  const top = join(work, archiveFolder(version, platform))
  const binary = join(top, 'bin', process.platform === 'win32' ? 'cowork-mdm.exe' : 'cowork-mdm')
  const places = [root, join(tmpdir(), 'cowork-mdm-')].filter((place) => readFileSync(binary).includes(place))
  expectThat('the executable does not tell where it was built', places.length === 0, places)
  const manual = readFileSync(join(top, 'share/man/man1/cowork-mdm.1'), 'utf8')
  for (const name of ['LICENSE', 'THIRD-PARTY-NOTICES.txt', 'NODE-LICENSE.txt']) {
    expectThat(`${name} is inside`, existsSync(join(top, 'share/doc/cowork-mdm', name)))
  }

  const commands = commandsIn(manual)
  expectThat('the manual has commands', commands.length > 10, commands)
  for (const words of [[], ...commands]) {
    const help = run(binary, [...words, '--help']).stdout
    expectThat(`${words.join(' ')} --help`, help.includes(`Usage: ${['cowork-mdm', ...words].join(' ')}`), help)
  }
  // Each loads other parts: pinned documents, prose, templates, zod, libraries of formats and of signatures.
  const sample = join(root, 'packages/cli/test/fixtures/gateway.yaml')
  const versions = same(binary, ['schema', 'versions', '--json'])
  expectThat('pinned schemas are inside', JSON.parse(versions).versions.length > 0, versions)
  same(binary, ['--version'])
  same(binary, ['schema', 'list', '--language', 'zh'])
  same(binary, ['schema', 'show', 'coworkEgressAllowedHosts'])
  same(binary, ['schema', 'diff', '1.18286.0', '1.28929.0', '--markdown'])
  same(binary, ['schema', 'export', '--to', 'jamf'])
  same(binary, ['schema', 'export', '--to', 'html'])
  same(binary, ['profile', 'templates', '--json'])
  same(binary, ['profile', 'show-template', 'gateway'])
  same(binary, ['profile', 'validate', sample])
  same(binary, ['profile', 'lint', sample])
  same(binary, ['profile', 'export', sample, '--format', 'plist'])
  same(binary, ['profile', 'export', sample, '--format', 'reg', '--json'])
  same(binary, ['profile', 'sign', sample, '--certificate', sample])
  same(binary, ['schema', 'extract', join(root, 'packages/cli/package.json')])
  same(binary, ['completion', 'fish'])
  const machine = ['--root', join(work, 'machine'), '--platform', 'darwin']
  mkdirSync(join(work, 'machine'))
  same(binary, ['paths', 'show', ...machine])
  same(binary, ['profile', 'status', ...machine])
  same(binary, ['marketplace', 'list', ...machine])
  same(binary, ['nonsense'])
  const ratio = startRatio(binary)
  console.log(`It starts in ${ratio.toFixed(2)} times the time of node -e 0.`)
  expectThat(`it starts within ${MOST} times node -e 0`, ratio <= MOST, ratio)
  if (platform === 'linux-x64' && spawnSync('dpkg-deb', ['--version']).status === 0) checkDebianPackage()
} finally {
  rmSync(work, { recursive: true, force: true })
}
console.log(failed === 0 ? 'The archive works.' : `${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/**
 * Time of the executable against that of a Node that does nothing, in turns; of several tries the best, as a machine that does
 * other things beside says nothing of the executable.
 * @param {string} binary
 */
function startRatio(binary) {
  let best = Infinity
  for (let tries = 0; tries < 5 && best > MOST; tries += 1) {
    /** @type {number[][]} */
    const times = [[], []]
    for (let turn = 0; turn < 11; turn += 1) {
      times[0]?.push(timeOf(process.execPath, ['-e', '0']))
      times[1]?.push(timeOf(binary, ['--version']))
    }
    const [nothing = NaN, started = NaN] = times.map((all) => all.toSorted((left, right) => left - right)[5])
    best = Math.min(best, started / nothing)
  }
  return best
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function timeOf(program, args) {
  const start = performance.now()
  spawnSync(program, args)
  return performance.now() - start
}

/** Its files, unpacked as dpkg does, work where they are. */
function checkDebianPackage() {
  const root = join(work, 'root')
  spawnSync('dpkg-deb', ['--extract', debianPackage(folder, 'amd64'), root])
  const { stdout, stderr } = run(join(root, 'usr/bin/cowork-mdm'), ['--version'])
  expectThat('the Debian package works', stdout === `${version}\n`, stderr)
}

/**
 * The words of every command, from the headings of the manual, which is made from the command table.
 * @param {string} manual
 */
function commandsIn(manual) {
  const headings = manual.matchAll(/^\.SS "cowork\\-mdm ([^"]*)"$/gm)
  return [...headings].map(([, call = '']) =>
    call
      .replaceAll('\\-', '-')
      .split(' ')
      .filter((word) => /^[a-z]/.test(word)),
  )
}

/**
 * Runs both, and expects the same; returns what they print.
 * @param {string} binary
 * @param {string[]} args
 */
function same(binary, args) {
  const [found, expected] = [run(binary, args), run(process.execPath, [built, ...args])]
  expectThat(args.join(' '), JSON.stringify(found) === JSON.stringify(expected), { found, expected })
  return found.stdout
}

/**
 * Runs a program with nothing of this environment, so that no Node is found, but what Windows needs to start a program.
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  const env = { SystemRoot: process.env.SystemRoot, TEMP: work, TMPDIR: work }
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8', cwd: work })
  return { status, stdout, stderr }
}

/**
 * @param {string} what
 * @param {boolean} holds
 * @param {unknown} [found]
 */
function expectThat(what, holds, found) {
  if (holds) return
  console.log(`FAILED ${what}`)
  if (found !== undefined) console.dir(found, { depth: 3 })
  failed += 1
}

// node scripts/smoke.mjs FOLDER: installs the tarballs in FOLDER with npm into empty folders and uses them from there.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const [packed = ''] = process.argv.slice(2)
const tarballs = readdirSync(packed).filter((name) => name.endsWith('.tgz'))
const isTool = (name) => /^cowork-mdm-\d/.test(name)
const work = mkdtempSync(join(tmpdir(), 'cowork-mdm-smoke-'))
const shell = process.platform === 'win32'
let failed = 0

try {
  const tool = install('tool', tarballs.filter(isTool))
  expectThat('the command line brings no other package', installed(tool).join() === 'cowork-mdm', installed(tool))
  cowork(tool, ['--version'], 0, ({ stdout }) => /^\d+\.\d+\.\d+/.test(stdout))
  cowork(tool, ['--help'], 0, ({ stdout }) => stdout.includes('schema'))
  cowork(tool, ['schema', 'versions'], 0, ({ stdout }) => /^.*\d+\.\d+\.\d+/m.test(stdout))
  cowork(tool, ['schema', 'list'], 0, ({ stdout }) => stdout.split('\n').length > 50)
  cowork(tool, ['schema', 'list', '--json'], 0, ({ stdout }) => JSON.parse(stdout) !== null)
  cowork(tool, ['schema', 'nonsense'], 2, ({ stdout, stderr }) => stdout === '' && stderr !== '')

  const libraries = tarballs.filter((name) => !isTool(name))
  const library = install('library', libraries)
  const names = libraries.map((name) => name.replace(/^cowork-mdm-(.*)-\d+\.\d+\.\d+.*$/, '@cowork-mdm/$1'))
  for (const name of names) {
    const script = `if (Object.keys(await import('${name}')).length === 0) throw new Error('no exports')`
    const result = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: library,
      encoding: 'utf8',
    })
    expectThat(`import ${name}`, result.status === 0, result.stderr)
  }
  const template = `const { loadTemplate } = await import('@cowork-mdm/profile'); console.log(await loadTemplate('gateway'))`
  const shown = spawnSync(process.execPath, ['--input-type=module', '-e', template], { cwd: library, encoding: 'utf8' })
  expectThat('templates are in the package', shown.stdout.includes('REPLACE_GATEWAY_HOST'), shown)
} finally {
  rmSync(work, { recursive: true, force: true })
}
process.exitCode = failed === 0 ? 0 : 1

function install(name, files) {
  const folder = join(work, name)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', ...files.map((file) => resolve(packed, file))]
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', shell })
  expectThat(`npm install ${files.join(' ')}`, status === 0, stdout + stderr)
  return folder
}

function installed(folder) {
  return readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))
}

function cowork(folder, args, exitCode, accept) {
  const options = { cwd: folder, encoding: 'utf8', shell }
  const result = spawnSync(join(folder, 'node_modules', '.bin', 'cowork-mdm'), args, options)
  let accepted = false
  try {
    accepted = result.status === exitCode && accept(result)
  } catch {
    // Output that cannot be parsed is not accepted.
  }
  expectThat(`cowork-mdm ${args.join(' ')} ends with ${exitCode}`, accepted, result)
}

function expectThat(what, holds, found) {
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}`)
  if (holds) return
  failed += 1
  console.log(found)
}

// npm test [-- vitest arguments]: the whole suite; with --soak, the long runs. The last line is `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './build-packages.mjs'
import { countTests } from './count-tests.mjs'
import { ensureInstalled, runNode, tool } from './workspace.mjs'

const args = process.argv.slice(2).filter((argument) => argument !== '--soak')
const config = process.argv.includes('--soak') ? ['--config', 'vitest.soak.config.ts', '--passWithNoTests'] : []

ensureInstalled()
// Some tests start the built command line.
const built = await ensureBuilt()
const folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-test-'))
try {
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const status = runNode(tool('vitest/vitest.mjs'), ['run', ...config, ...reporters, ...args])
  const { passed, failed } = countTests(readReport(report), status, built)
  process.exitCode = failed === 0 ? 0 : 1
  console.log(`${passed} passed, ${failed} failed`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

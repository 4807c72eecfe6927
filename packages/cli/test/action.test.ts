import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HOME_URL } from '@cowork-mdm/schema'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { fixtures } from './support/run-cli.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const CLEAN = readFileSync(join(fixtures, 'clean.yaml'), 'utf8')

interface Action {
  inputs: Record<string, { default: string }>
  runs: { steps: { run: string; env: Record<string, string> }[] }
}
const action = parse(read('action.yml')) as Action

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-action-'))
  mkdirSync(join(folder, 'bin'))
  // What npx would run, without a registry.
  const cli = join(root, 'packages/cli/bin/cowork-mdm.js')
  writeFileSync(join(folder, 'bin/npx'), `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${cli}" "$@"\n`)
  chmodSync(join(folder, 'bin/npx'), 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs the step as GitHub does: inputs in the environment, bash that ends at the first failure. */
function run(inputs: Record<string, string>) {
  const [step] = action.runs.steps
  const given = (input: string) => inputs[input] ?? action.inputs[input]!.default
  const env = Object.entries(step!.env).map(([name, value]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1]
    return [name, given(input!)] as const
  })
  writeFileSync(join(folder, 'step.sh'), step!.run)
  const output = join(folder, 'output')
  writeFileSync(output, '')
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', 'step.sh'], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...Object.fromEntries(env),
      GITHUB_OUTPUT: output,
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
    },
  })
  return { status, stdout, stderr, outputs: readFileSync(output, 'utf8') }
}

describe.skipIf(process.platform === 'win32')('the action', () => {
  test('annotates, and fails where something is wrong', () => {
    writeFileSync(join(folder, 'a b.yaml'), CLEAN.replace('gateway\n', 'gatewy\n'))
    writeFileSync(join(folder, 'c.yaml'), CLEAN)
    const { status, stdout, outputs } = run({ files: 'a b.yaml\n\nc.yaml\n' })
    expect([status, outputs]).toEqual([1, ''])
    expect(stdout).toMatch(/^::error file=a b\.yaml,line=/)
    expect(run({ files: 'c.yaml' })).toMatchObject({ status: 0, stdout: '' })
  })

  test('names the report, with findings and without', () => {
    writeFileSync(join(folder, 'a.yaml'), CLEAN.replace('gateway\n', 'gatewy\n'))
    const found = run({ format: 'sarif' })
    expect(found).toMatchObject({ status: 1, outputs: 'report=cowork-mdm-lint.sarif\n' })
    const report = JSON.parse(readFileSync(join(folder, 'cowork-mdm-lint.sarif'), 'utf8')) as {
      runs: { results: unknown[] }[]
    }
    expect(report.runs[0]!.results.length).toBeGreaterThan(0)
    writeFileSync(join(folder, 'a.yaml'), CLEAN)
    const clean = run({
      format: 'junit',
      output: 'lint.xml',
      'max-warnings': '0',
      target: 'jamf',
      'app-version': '1.28929.0',
    })
    expect(clean).toMatchObject({ status: 0, outputs: 'report=lint.xml\n' })
  })

  test('runs no input as a script', () => {
    writeFileSync(join(folder, 'a.yaml'), CLEAN)
    const files = '$(touch pwned)\n--fix\n`touch pwned`; touch pwned'
    expect(run({ files }).status).toBe(2)
    expect(existsSync(join(folder, 'pwned'))).toBe(false)
  })
})

test('the pre-commit hook is about files that hold managed settings', () => {
  const [hook] = parse(read('.pre-commit-hooks.yaml')) as { files: string; entry: string }[]
  const isWanted = (path: string) => new RegExp(hook!.files).test(path)
  const wanted = ['a.mobileconfig', 'x/a.reg', 'claude-desktop.yaml', 'teams/claude.yml', 'etc/managed-settings.json']
  expect([...wanted, 'com.anthropic.claudefordesktop.plist', 'ClaudeDesktop.admx'].map(isWanted)).not.toContain(false)
  expect(['compose.yaml', 'other.plist', 'settings.json', '.github/workflows/ci.yml'].map(isWanted)).not.toContain(true)
})

test('examples name the one home of the project', () => {
  const named = ['examples/lint-in-ci/lint.yml', 'examples/lint-in-ci/.pre-commit-config.yaml'].map(
    (path) => read(path).match(/[\w.-]+\/cowork-mdm(?=@|$)/gm) ?? [],
  )
  const home = HOME_URL.replace('https://github.com/', '')
  expect(new Set(named.flat())).toEqual(new Set([home]))
})

import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { expect, test } from 'vitest'
import { widthOf } from '../src/output/measure.js'
import { runCli } from './support/run-cli.js'
import { runUnprivileged } from './support/run-unprivileged.js'

const hosts = fileURLToPath(new URL('../../host/fixtures/hosts/', import.meta.url))

function copyOf(scenario: string): string {
  const root = temporaryFolder()
  cpSync(join(hosts, scenario), root, { recursive: true })
  return root
}

const COMMANDS: Record<string, [scenario: string, ...args: string[]]> = {
  'user-wins': ['darwin-user-wins', 'profile', 'status'],
  names: ['darwin-names', 'profile', 'status'],
  invalid: ['darwin-invalid', 'profile', 'status'],
  bootstrap: ['darwin-bootstrap', 'profile', 'status'],
  behavior: ['darwin-behavior-only', 'profile', 'status'],
  nobody: ['darwin-nobody-chosen', 'profile', 'status'],
  newer: ['darwin-newer-app', 'profile', 'status'],
  expand: ['win32-expand-hides-user', 'profile', 'status'],
  'signed-out': ['win32-system-signed-out', 'profile', 'status', '--user', 'bob'],
  disk: ['win32-disk', 'profile', 'status'],
  'no-commands': ['win32-no-commands', 'profile', 'status'],
  refused: ['linux-file-writable', 'profile', 'status'],
  nothing: ['linux-nothing', 'profile', 'status'],
  local: ['linux-local-only', 'profile', 'status'],
  older: ['win32-machine-hides-user', 'profile', 'status', '--app-version', '1.18286.0'],
  'key-wins': ['darwin-user-wins', 'profile', 'status', '--key', 'inferenceGatewayBaseUrl'],
  'key-earlier': ['darwin-earlier-names', 'profile', 'status', '--key', 'isDxtSignatureRequired'],
  'key-type': ['win32-expand-hides-user', 'profile', 'status', '--key', 'inferenceProvider'],
  'key-secret': ['win32-healthy', 'profile', 'status', '--key', 'inferenceGatewayApiKey'],
  'key-unset': ['linux-healthy', 'profile', 'status', '--key', 'banner'],
  'key-dotted': ['darwin-names', 'profile', 'status', '--key', 'inferenceGatewayOidc'],
  'key-json': ['darwin-user-wins', 'profile', 'status', '--key', 'disableAutoUpdates', '--json'],
  json: ['linux-unknown-name', 'profile', 'status', '--json'],
  'paths-there': ['linux-healthy', 'paths', 'show'],
}

/** Where more width shows more. */
const WIDE = new Set(['user-wins', 'invalid', 'expand', 'refused', 'key-wins', 'paths-there'])

for (const columns of [80, 160]) {
  const commands = Object.entries(COMMANDS).filter(([name]) => columns === 80 || WIDE.has(name))
  test.each(commands)(`%s at ${columns} columns`, async (name, [scenario, ...args]) => {
    const { exitCode, stdout, stderr } = await runCli([...args, '--root', copyOf(scenario)], { columns })
    const shown = `$ cowork-mdm ${args.join(' ')} --root ${scenario}\n${stdout}--- stderr\n${stderr}--- exit code ${exitCode}\n`
    await expect(shown).toMatchFileSnapshot(`golden/status/${columns}/${name}.txt`)
    if (!name.endsWith('json')) expect(stdout.split('\n').filter((line) => widthOf(line) > columns)).toEqual([])
    expect(stdout).not.toMatch(/key-of-the-fleet|a-token-of-nobody|secret-word/)
  })
}

test.each(['darwin', 'windows', 'linux'])('paths show --os %s', async (os) => {
  for (const columns of [80, 160]) {
    const { exitCode, stdout } = await runCli(['paths', 'show', '--os', os], { columns })
    expect(exitCode).toBe(0)
    await expect(stdout).toMatchFileSnapshot(`golden/status/${columns}/paths-${os}.txt`)
  }
})

test('secrets are shown only when asked for', async () => {
  const root = copyOf('darwin-healthy')
  const json = ['profile', 'status', '--root', root, '--json']
  expect((await runCli(json)).stdout).not.toContain('key-of-the-fleet-1')
  expect((await runCli([...json, '--show-secrets'])).stdout).toContain('key-of-the-fleet-1')
})

test('the answer of a bootstrap server, as a file', async () => {
  const root = copyOf('darwin-bootstrap')
  const answer = join(root, 'answer.json')
  writeFileSync(answer, '{"inferenceProvider": "vertex"}')
  const { stdout } = await runCli(['profile', 'status', '--root', root, '--bootstrap', answer, '--json'])
  const { settings } = JSON.parse(stdout) as { settings: { key: string; value?: unknown }[] }
  expect(settings.find(({ key }) => key === 'inferenceProvider')).toMatchObject({
    value: 'vertex',
    source: 'bootstrap',
  })
})

test.each<[string, string[], number, string]>([
  ['a user who is not there', ['profile', 'status', '--user', 'anna'], 2, 'Did you mean ann?'],
  [
    'a setting that is none',
    ['profile', 'status', '--key', 'inferenceProvidr'],
    2,
    'Did you mean "inferenceProvider"?',
  ],
  ['a version that is none', ['profile', 'status', '--app-version', 'new'], 2, 'such as 1.28929.0'],
  ['a system and a machine', ['paths', 'show', '--os', 'linux'], 2, 'found both'],
])('%s', async (_, args, exitCode, text) => {
  const result = await runCli([...args, '--root', copyOf('linux-healthy')])
  expect(result).toMatchObject({ exitCode, stdout: '' })
  expect(result.stderr).toContain(text)
})

test('without the rights to read a source, that is said', async () => {
  const root = temporaryFolder()
  const file = join(root, 'Library/Managed Preferences/com.anthropic.claudefordesktop.plist')
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '<plist version="1.0"><dict/></plist>', { mode: 0o000 })
  chmodSync(root, 0o755)
  const args = ['profile', 'status', '--root', '.', '--platform', 'darwin', '--json']
  const { exitCode, stdout } = await runUnprivileged(args, root)
  const { sources, trouble } = JSON.parse(stdout) as { sources: { state: string }[]; trouble: { code: string }[] }
  expect(sources.map(({ state }) => state)).toEqual(['unknown', 'unknown'])
  expect(trouble.map(({ code }) => code)).toEqual(['source-unknown'])
  expect(exitCode).toBe(1)
})

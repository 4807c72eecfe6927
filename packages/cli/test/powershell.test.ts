import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parsePowerShell } from '@cowork-mdm/test-support/powershell'
import { expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
const scripts = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ps1'))

test('there are examples in PowerShell', () => expect(scripts.length).toBeGreaterThan(3))

test.each(scripts)('%s is PowerShell', (path) => {
  parsePowerShell(readFileSync(join(examples, path), 'utf8'))
})

test('the completion for PowerShell is PowerShell', async () => {
  const { stdout } = await runCli(['completion', 'powershell'])
  const names = parsePowerShell(stdout)
    .descendantsOfType('command_name')
    .map(({ text }) => text)
  expect(names).toContain('Register-ArgumentCompleter')
})

test('what is none is found', () => {
  expect(() => parsePowerShell("$a = 'x'\nif ($a {")).toThrow(/in line \d/)
})

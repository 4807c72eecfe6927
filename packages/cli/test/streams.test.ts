import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fixtures, runCli } from './support/run-cli.js'

const bin = fileURLToPath(new URL('../bin/cowork-mdm.js', import.meta.url))

test('a reader that goes away is no failure', async () => {
  const child = spawn(process.execPath, [bin, 'schema', 'list', '--json'], { cwd: fixtures })
  child.stdout.destroy()
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  const exitCode = await new Promise((resolve) => child.on('close', resolve))
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
})

test.runIf(process.platform === 'linux')('a full disk behind stdout is a failure', async () => {
  const child = spawn('sh', ['-c', '"$0" "$1" schema list > /dev/full', process.execPath, bin], { cwd: fixtures })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  const exitCode = await new Promise((resolve) => child.on('close', resolve))
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: 'Error: Expected to write the output, but no space is left.\nHint: Free some space, or write elsewhere.\n',
  })
})

test('options may stand before the command', async () => {
  const before = await runCli(['--json', '--no-color', 'schema', 'versions'])
  expect(before).toEqual(await runCli(['schema', 'versions', '--json', '--no-color']))
  expect(before.exitCode).toBe(0)
})

test('--version alone, in JSON, and after a command', async () => {
  const { version } = (await import('../package.json', { with: { type: 'json' } })).default
  expect(await runCli(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
  expect(await runCli(['schema', 'list', '--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
  expect(JSON.parse((await runCli(['--version', '--json'])).stdout)).toEqual({ version })
})

test('without a command there is help', async () => {
  expect(await runCli([])).toEqual(await runCli(['--help']))
})

test('the output has no colours where it is no terminal', async () => {
  const { stdout } = await runCli(['schema', 'show', 'sampleServers', '--schema', 'newer.json'])
  expect(stdout).not.toContain('\u001b')
})

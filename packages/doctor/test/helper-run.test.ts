import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localHost, type Host } from '@cowork-mdm/machine'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { describe, expect, it, test } from 'vitest'
import { formOfCredential } from '../src/facts/credential-form.js'
import { runDoctor } from '../src/index.js'
import { openScenario } from './support/open-scenario.js'

const real = localHost()
const isRoot = process.getuid?.() === 0
const NOBODY = 65534

/** A machine of nobody's, whose helper is a real script. */
async function machine(script: string): Promise<{ host: Host; folder: string }> {
  const folder = temporaryFolder()
  chmodSync(folder, 0o777)
  const path = join(folder, 'helper')
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  const { host } = await openScenario('linux-healthy')
  const values = {
    inferenceProvider: 'gateway',
    inferenceGatewayBaseUrl: 'https://gateway.example.com',
    inferenceCredentialHelper: path,
    inferenceCredentialHelperTimeoutSec: 2,
  }
  await host.write('/etc/claude-desktop/managed-settings.json', JSON.stringify(values), {
    mode: 0o644,
    owner: { uid: 0, gid: 0 },
  })
  const users = [
    {
      name: 'ann',
      home: isRoot ? folder : (process.env['HOME'] ?? folder),
      uid: isRoot ? NOBODY : process.getuid!(),
      gid: isRoot ? NOBODY : process.getgid!(),
    },
  ]
  return {
    folder,
    host: {
      ...host,
      administrator: isRoot,
      env: { ...host.env, HOME: users[0]!.home },
      users: async () => await Promise.resolve(users),
      run: real.run.bind(real),
    },
  }
}

async function check(host: Host) {
  return (await runDoctor(host, { only: ['helper-run'] })).checks[0]!
}

describe.skipIf(process.platform === 'win32')('a real helper', () => {
  it('runs as the user, is told that this is a test, and what it prints is not shown', async () => {
    const { host, folder } = await machine(
      `echo "$(id -u) $CLAUDE_HELPER_CONTEXT $HOME" > "$(dirname "$0")/seen"; echo planted-token; echo planted-noise >&2`,
    )
    const result = await check(host)
    expect(result).toMatchObject({
      status: 'ok',
      message: expect.stringMatching(/^It printed a token within \d+ s\.$/) as string,
    })
    expect(JSON.stringify(result)).not.toContain('planted')
    const [uid, context] = readFileSync(join(folder, 'seen'), 'utf8').trim().split(' ')
    expect(Number(uid)).toBe(isRoot ? NOBODY : process.getuid!())
    expect(context).toBe('setup-test')
  })

  it('is ended when it takes longer than the app would wait', async () => {
    const { host } = await machine('sleep 60; echo planted-token')
    expect(await check(host)).toMatchObject({ status: 'error', message: 'It was not done within 2 s.' })
  })

  it('may print whatever it likes when it fails', async () => {
    const { host } = await machine('echo planted-token; echo planted >&2; exit 7')
    const result = await check(host)
    expect(result.message).toMatch(/^It ended with exit code 7 within \d+ s\.$/)
    expect(JSON.stringify(result)).not.toContain('planted')
  })

  it.skipIf(!isRoot)('is never run as root, for root or for nobody that is known', async () => {
    const { host, folder } = await machine('touch "$(dirname "$0")/seen"')
    const root = [{ name: 'root', home: '/root', uid: 0, gid: 0 }]
    for (const users of [root, []]) {
      const result = await check({
        ...host,
        env: { ...host.env, HOME: '/root' },
        users: async () => await Promise.resolve(users),
      })
      expect(result).toMatchObject({ status: 'skipped' })
    }
    expect(() => readFileSync(join(folder, 'seen'))).toThrow()
  })
})

test.each<[string | Buffer, string | undefined]>([
  ['token\n', undefined],
  ['{"token":"t"}', undefined],
  ['{"token":"t","headers":{"X":"y"}}', undefined],
  ['', 'nothing'],
  ['a\nb', 'several lines'],
  ['error: sign in first', 'a text with spaces in it'],
  ['{"token":', 'something that begins like JSON and is none'],
  ['{"access_token":"t"}', 'JSON without a token'],
  ['{"token":"t","headers":{"X":1}}', 'JSON with headers that are no texts'],
  [Buffer.from([0xff, 0xfe, 0x00]), 'something that is no text'],
])('%s has the form of a credential, or not', (output, problem) => {
  expect(formOfCredential(Buffer.from(output as string)).problem).toBe(problem)
})

import { truncateSync, writeFileSync, appendFileSync } from 'node:fs'
import type { Host } from '@cowork-mdm/machine'
import { describe, expect, it } from 'vitest'
import { htmlReport, intuneDetection, jamfExtensionAttribute, osqueryJson, runDoctor } from '../src/index.js'
import { openScenario } from './support/open-scenario.js'

const MANAGED = '/etc/claude-desktop/managed-settings.json'

/** A healthy machine with these settings instead of its own. */
async function machineWith(values: object): Promise<Host> {
  const { host } = await openScenario('linux-healthy')
  await host.write(MANAGED, JSON.stringify(values), { mode: 0o644, owner: { uid: 0, gid: 0 } })
  return host
}

describe('texts that others chose', () => {
  it('give no orders to a terminal, a console or an inventory', async () => {
    const orders = '\u001b]0;planted\u0007\u009b31m\u202e\u{e0041}<script>'
    const host = await machineWith({ inferenceProvider: 'gateway', inferenceCredentialHelper: `/opt/${orders}x` })
    const diagnosis = await runDoctor(host, { only: ['helper-path'] })
    expect(diagnosis.checks[0]!.message).toContain('\\u001b]0;planted\\u0007\\u009b31m\\u202e\\u{e0041}<script>')
    for (const text of [
      JSON.stringify(diagnosis),
      intuneDetection(diagnosis).text.trimEnd(),
      jamfExtensionAttribute(diagnosis).trimEnd(),
    ])
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
    for (const text of [htmlReport(diagnosis, host.now()), osqueryJson(diagnosis, host.now())])
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
    expect(jamfExtensionAttribute(diagnosis)).toContain('&lt;script&gt;')
    expect(htmlReport(diagnosis, host.now())).not.toContain('<script>')
  })
})

describe('a secret where a path belongs', () => {
  it.each([
    ['beside the program', 'inferenceCredentialHelper', '/opt/helper planted-secret', '/opt/helper …'],
    ['with slashes', 'inferenceCredentialHelper', '/opt/helper planted/secret', '/opt/helper …'],
    [
      'instead of it',
      'inferenceCredentialHelper',
      'planted-secret',
      'inferenceCredentialHelper is not an absolute path',
    ],
    ['instead of a file', 'inferenceVertexCredentialsFile', '{"private_key":"planted-secret"}', 'something else'],
    ['beside a file', 'inferenceVertexCredentialsFile', '/etc/gcp.json planted-secret', '/etc/gcp.json …'],
  ])('is not shown: %s', async (_, setting, value, shown) => {
    const host = await machineWith({ inferenceProvider: 'vertex', [setting]: value })
    const { checks } = await runDoctor(host, {
      only: ['settings-addresses', 'helper-path', 'helper-access', 'credential-files'],
    })
    const text = JSON.stringify(checks)
    expect(text).not.toContain('planted')
    expect(text).toContain(shown)
  })

  it('nor where a user’s file of the AWS tools has a region', async () => {
    const host = await machineWith({
      inferenceProvider: 'bedrock',
      inferenceBedrockProfile: 'work',
      inferenceBedrockRegion: 'us-east-1',
    })
    for (const [region, shown] of [
      ['planted-secret', 'something that is no region'],
      ['eu-central-1', 'eu-central-1'],
    ]) {
      const config = Buffer.from(`[profile work]\nregion = ${region}\n`)
      const read: Host['read'] = async (path, options) =>
        path === '/home/ann/.aws/config' ? config : await host.read(path, options)
      const [check] = (await runDoctor({ ...host, read }, { only: ['aws-profile'] })).checks
      expect(check!.message).toBe(`The profile is of ${shown}, and inferenceBedrockRegion says us-east-1.`)
    }
  })

  it('leaves a path with spaces as it is', async () => {
    const { host } = await openScenario('linux-healthy')
    await host.makeFolder('/opt/Company Tools')
    const path = '/opt/Company Tools/bin/helper'
    await host.write(MANAGED, JSON.stringify({ inferenceProvider: 'gateway', inferenceCredentialHelper: path }))
    const { checks } = await runDoctor(host, { only: ['helper-path'] })
    expect(checks[0]!.message).toContain(`expected a program at ${path}, found none.`)
  })
})

it('a log of gigabytes is read where it ends', async () => {
  const { host } = await openScenario('darwin-healthy')
  const log = host.path('/Users/ann/Library/Logs/Claude-3p/main.log')
  writeFileSync(log, '')
  truncateSync(log, 3 * 1024 ** 3)
  appendFileSync(log, '\ninferenceModels is not a boolean\n')
  const { checks } = await runDoctor(host, { only: ['app-log'] })
  expect(checks[0]).toMatchObject({ status: 'warning' })
})

it('a machine that does not answer delays no more than the limit of a check', async () => {
  const { host } = await openScenario('linux-healthy')
  const silent: Host = { ...host, users: () => new Promise(() => {}) }
  const { checks, schema, summary } = await runDoctor(silent, { timeoutMs: 300 })
  expect(schema).toEqual({ from: 'unknown', appVersion: 'unknown' })
  expect(summary.error).toBeGreaterThan(10)
  expect(checks.find(({ id }) => id === 'sessions')!.message).toBe('It was not done within 0.3 s.')
})

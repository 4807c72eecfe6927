import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { CHECK_IDS, checkOf } from '../src/checks.js'
import { runDoctor } from '../src/index.js'
import { once } from '../src/once.js'
import type { CheckResult } from '../src/result.js'
import { FIXTURES, openScenario } from './support/open-scenario.js'

const names = readdirSync(FIXTURES).sort()

/** Machines on which nothing is wrong, or nothing that could be seen from there. */
const WELL = new Set([
  'aws-profile',
  'bedrock',
  'behavior-only',
  'bootstrap',
  'bootstrap-off',
  'certificates',
  'for-another',
  'group-policy-alone',
  'healthy',
  'helper-not-as-administrator',
  'helper-runs',
  'helper-token',
  'marketplaces',
  'network',
  'no-permission',
  'user-agrees',
  'user-only',
  'vertex-file',
  'vertex-file-of-user',
])

/** What of a result is not the same for every machine. */
function shortened({ id, status, message, detail, advice, fixAvailable }: CheckResult) {
  return {
    id,
    status,
    message,
    ...(detail.length > 0 && { detail }),
    ...(advice !== undefined && { advice }),
    ...(fixAvailable && { fixAvailable }),
  }
}

describe('scenarios', () => {
  test.each(names)('%s', async (name) => {
    const { host, options } = await openScenario(name)
    const { checks } = await runDoctor(host, options)
    const found = `${JSON.stringify(checks.map(shortened), undefined, 2)}\n`
    await expect(found).toMatchFileSnapshot(join(FIXTURES, name, 'expected.json'))
  })
})

describe('the folders of scenarios', () => {
  it.each(['darwin', 'win32', 'linux'])('are at least 15 for %s', (platform) => {
    expect(names.filter((name) => name.startsWith(`${platform}-`)).length).toBeGreaterThanOrEqual(15)
  })

  const results = once(() =>
    names.flatMap((name) =>
      (JSON.parse(readFileSync(join(FIXTURES, name, 'expected.json'), 'utf8')) as CheckResult[]).map((result) => ({
        name,
        ...result,
      })),
    ),
  )

  it.each(CHECK_IDS)('show %s well and not well on each of its platforms', (id) => {
    const lacking = checkOf(id).platforms.flatMap((platform) => {
      const statuses = results()
        .filter((result) => result.id === id && result.name.startsWith(`${platform}-`))
        .map(({ status }) => status)
      const isWell = statuses.includes('ok')
      const isNotWell = statuses.includes('warning') || statuses.includes('error')
      return [...(isWell ? [] : [`${platform}: well`]), ...(isNotWell ? [] : [`${platform}: not well`])]
    })
    expect(lacking).toEqual([])
  })

  it('show advice with everything that is not well', () => {
    const silent = results().filter(
      ({ status, advice }) => (status === 'warning' || status === 'error') && advice === undefined,
    )
    expect(silent.map(({ name, id }) => `${name} ${id}`)).toEqual([])
  })

  it('show no check worse than it says of itself', () => {
    expect(
      results()
        .filter(({ id, status }) => status === 'error' && checkOf(id).severity === 'warning')
        .map(({ name, id }) => `${name} ${id}`),
    ).toEqual([])
  })

  it('show nothing but what is well on healthy machines', () => {
    const healthy = results().filter(({ name }) => name.endsWith('-healthy'))
    expect(healthy.filter(({ status }) => status === 'warning' || status === 'error')).toEqual([])
  })

  it('show what is wrong on every other machine', () => {
    const quiet = names.filter(
      (name) => !results().some((each) => each.name === name && (each.status === 'warning' || each.status === 'error')),
    )
    expect(quiet.map((name) => name.replace(/^[^-]+-/, '')).filter((name) => !WELL.has(name))).toEqual([])
  })

  it('leave to no other check what that one does not tell', () => {
    const untold = results()
      .filter(({ status }) => status === 'skipped')
      .filter(({ name, message }) => {
        const named = [...message.matchAll(/"([a-z-]+)"/g)].map(([, id]) => id)
        const others = results().filter((other) => other.name === name && named.includes(other.id))
        return others.length > 0 && !others.some(({ status }) => status === 'warning' || status === 'error')
      })
    expect(untold.map(({ name, id, message }) => `${name} ${id}: ${message}`)).toEqual([])
  })

  it('show no secret', () => {
    const text = names.map((name) => readFileSync(join(FIXTURES, name, 'expected.json'), 'utf8')).join('\n')
    expect(text).not.toMatch(/sk-ant|not-to-be-shown|hunter2/)
  })
})

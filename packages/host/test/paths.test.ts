import { expect, test } from 'vitest'
import { isPerUser, locatedPaths, pathFor, pathOf, paths } from '../src/index.js'
import { openScenario } from './support/open-scenario.js'

const PLATFORMS = ['darwin', 'win32', 'linux'] as const

test.each(PLATFORMS)('places of %s are named once, by whole paths, with a source', (platform) => {
  const places = paths(platform)
  expect(new Set(places.map(({ id }) => id)).size).toBe(places.length)
  const whole = platform === 'win32' ? /^(?:[A-Z]:\\|<home>\\|HK(?:LM|CU|U)\\)/ : /^(?:\/|<home>\/)/
  expect(places.filter(({ path }) => !whole.test(path))).toEqual([])
  expect(places.filter(({ purpose, source }) => purpose.endsWith('.') || source === '')).toEqual([])
})

test('the tool’s own places are side by side, where only administrators can write', () => {
  const own = (platform: (typeof PLATFORMS)[number]) =>
    (['tool-folder', 'marketplaces', 'state', 'backups'] as const).map((id) => pathOf(platform, id))
  expect(own('darwin')).toEqual([
    '/Library/Application Support/cowork-mdm',
    '/Library/Application Support/cowork-mdm/marketplaces',
    '/Library/Application Support/cowork-mdm/state',
    '/Library/Application Support/cowork-mdm/backups',
  ])
  expect(own('win32')[1]).toBe('C:\\Program Files\\cowork-mdm\\marketplaces')
  expect(own('linux')[1]).toBe('/var/lib/cowork-mdm/marketplaces')
  for (const platform of PLATFORMS) {
    const writers = paths(platform).filter(({ of, access }) => of === 'cowork-mdm' && access === 'read-write')
    expect(writers.map((place) => place.writers)).toEqual(Array(4).fill('administrators'))
  }
})

test('a place that a platform has not', () => {
  expect(() => pathOf('linux', 'org-plugins')).toThrow(
    expect.objectContaining({ code: 'unsupported-platform' }) as Error,
  )
})

test('paths of one user', () => {
  const user = { name: 'an$&n', home: 'C:\\Users\\an$&n' }
  const [mac, library, hive] = [
    pathOf('darwin', 'managed-user'),
    pathOf('win32', 'config-library'),
    pathOf('win32', 'user-hive'),
  ]
  expect([mac, library, hive, pathOf('linux', 'managed-device')].map((path) => isPerUser({ path }))).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(pathFor(mac, user)).toBe('/Library/Managed Preferences/an$&n/com.anthropic.claudefordesktop.plist')
  expect(pathFor(library, user)).toBe('C:\\Users\\an$&n\\AppData\\Local\\Claude-3p\\configLibrary')
  expect(pathFor(hive, user)).toBe('HKU\\<sid>\\SOFTWARE\\Policies\\Claude')
})

async function found(scenario: string) {
  const { host } = await openScenario(scenario)
  const places = await locatedPaths(host)
  return Object.fromEntries(
    places.map(({ id, user, exists }) => [user === undefined ? id : `${id}:${user}`, exists ?? 'unknown']),
  )
}

test('on a machine it is told whether a place is there', async () => {
  expect(await found('darwin-user-wins')).toMatchObject({
    'managed-user:ann': true,
    'managed-device': true,
    'config-library:ann': false,
    app: true,
    state: false,
  })
  expect(await found('win32-system-signed-in')).toMatchObject({
    app: true,
    'app-squirrel:ann': false,
    'user-hive-file:bob': true,
    'profile-list': 'unknown',
  })
})

import { describe, expect, test } from 'vitest'
import { findKey, nearestName } from '../src/index.js'
import { document, setting } from './documents.js'

const extensions = setting('isDesktopExtensionEnabled', { legacyNames: ['isDxtEnabled', 'banner'] })
const banner = setting('banner')
const sample = document([banner, extensions, setting('inferenceGatewayBaseUrl')])

test('finds by name', () => {
  expect(findKey(sample, 'isDesktopExtensionEnabled')).toEqual({ key: extensions, via: 'name' })
})

test('finds by an earlier name', () => {
  expect(findKey(sample, 'isDxtEnabled')).toEqual({ key: extensions, via: 'legacy' })
})

test('a name goes before an earlier name of another setting', () => {
  expect(findKey(sample, 'banner')).toEqual({ key: banner, via: 'name' })
})

test.each([
  ['INFERENCEGATEWAYBASEURL', 'inferenceGatewayBaseUrl'],
  ['inferenceGatewayBaseURL', 'inferenceGatewayBaseUrl'],
  ['inferenceGatwayBaseUrl', 'inferenceGatewayBaseUrl'],
  ['gatewayBaseUrl', undefined],
  ['isDxtEnabeld', 'isDesktopExtensionEnabled'],
  ['baner', 'banner'],
  ['somethingElseAltogether', undefined],
  ['', undefined],
])('%j: did you mean %j', (name, suggestion) => {
  expect(findKey(sample, name)).toEqual(suggestion === undefined ? {} : { suggestion })
})

test.each(['__proto__', 'constructor', 'toString', 'x'.repeat(1_000_000)])(
  'a hostile name is just not found',
  (name) => {
    expect(findKey(sample, name).key).toBeUndefined()
  },
)

describe('nearestName', () => {
  test('prefers the nearest, then the alphabetically first', () => {
    expect(nearestName('list', ['lint', 'last', 'lists'])).toBe('last')
    expect(nearestName('lists', ['last', 'listx', 'listss'])).toBe('listss')
  })

  test('swapped neighbours are one mistake', () => {
    expect(nearestName('lsit', ['list', 'slip'])).toBe('list')
  })

  test('short words tolerate one mistake', () => {
    expect(nearestName('ad', ['add'])).toBe('add')
    expect(nearestName('xy', ['add'])).toBeUndefined()
  })

  test('endless texts are not compared', () => {
    const started = performance.now()
    expect(nearestName('x'.repeat(100_000), ['y'.repeat(100_000)])).toBeUndefined()
    expect(nearestName('x', ['y'.repeat(10_000_000)])).toBeUndefined()
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('nothing to choose from', () => {
    expect(nearestName('a', [])).toBeUndefined()
  })
})

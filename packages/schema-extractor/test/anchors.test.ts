import { describe, expect, it } from 'vitest'
import { anchor, findAnchors, hasAnchor } from '../src/shapes/anchors.js'

const WORD = anchor('flatKey')

describe('an anchor is a property name', () => {
  const found = (text: string) => findAnchors(Buffer.from(text), WORD)
  it.each([
    '{flatKey:1}',
    '{a:1,flatKey:1}',
    '{"flatKey":1}',
    "{ 'flatKey' : 1 }",
    '{\n  flatKey: 1 }',
    '{/*a*/flatKey:1}',
  ])('%s', (text) => expect(found(text)).toEqual([text.indexOf('flatKey')]))
  it.each([
    'a.flatKey',
    '{aflatKey:1}',
    '{flatKeys:1}',
    '"flatKey"',
    '"the flatKey: 1"',
    '{"flatKey\':1}',
    'x?flatKey:1',
  ])('not in %s', (text) => expect(found(text)).toEqual([]))
})

describe('whether there is one', () => {
  const text = Buffer.from('a.flatKey({flatKey:1});b.flatKey')
  it.each([0, 10, 12, 20, text.length])('is the same wherever it is expected: at %i', (expected) => {
    expect(hasAnchor(text, WORD, expected)).toBe(true)
    expect(hasAnchor(Buffer.from('a.flatKey(flatKey);b.flatKey'), WORD, expected)).toBe(false)
  })
})

import { expect, it } from 'vitest'
import { unifiedDiff } from '../../src/fixes/unified-diff.js'

it('says what changes, and nothing beside it', () => {
  expect(unifiedDiff('a.yaml', 'one\ntwo\nthree\n', 'one\n2\nthree\n')).toBe(
    '--- a/a.yaml\n+++ b/a.yaml\n@@ -2,1 +2,1 @@\n-two\n+2\n',
  )
})

it('says nothing where nothing changes', () => {
  expect(unifiedDiff('a.yaml', 'one\n', 'one\n')).toBe('')
})

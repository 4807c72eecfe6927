import { expect, it } from 'vitest'
import { unifiedDiff } from '../../src/fixes/unified-diff.js'

it('says what changes as git does', () => {
  expect(unifiedDiff('a.yaml', 'one\ntwo\nthree\n', 'one\n2\nthree\n')).toBe(
    '--- a/a.yaml\n+++ b/a.yaml\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n',
  )
})

it('says nothing where nothing changes', () => {
  expect(unifiedDiff('a.yaml', 'one\n', 'one\n')).toBe('')
})

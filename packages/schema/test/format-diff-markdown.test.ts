import { expect, test } from 'vitest'
import { diffSchemas, formatDiffMarkdown } from '../src/index.js'
import { document, setting } from './documents.js'

test('a pull request text', () => {
  const from = document(
    [
      setting('changed', { value: { type: 'string', enum: ['a'] }, default: 'a' }),
      setting('gone'),
      setting('oldName', { legacyNames: [] }),
    ],
    { appVersion: '1.1' },
  )
  const to = document(
    [
      setting('changed', { value: { type: 'string', enum: ['a', 'b'] }, default: 'b' }),
      setting('new', {
        value: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        availability: [
          { scope: '1p', status: 'enabled' },
          { scope: '3p', since: '@next', status: 'deprecated' },
        ],
      }),
      setting('newName', { legacyNames: ['oldName'] }),
    ],
    { appVersion: '1.2' },
  )
  expect(formatDiffMarkdown(diffSchemas(from, to))).toBe(`## Managed settings: 1.1 → 1.2

1 added, 1 removed, 1 renamed, 2 changed.

### Added

| Setting | Type | Available |
| --- | --- | --- |
| \`new\` | string \\| boolean | 1p, 3p since \`@next\` (deprecated) |

### Removed

- \`gone\`

### Renamed

- \`oldName\` → \`newName\`

### Changed

| Setting | Change |
| --- | --- |
| \`changed\` | also allows "b" |
| \`changed\` | default was "a", is "b" |
| \`newName\` | legacyNames was \\[\\], is \\["oldName"\\] |
`)
})

test('no difference', () => {
  const same = document([setting('a')])
  expect(formatDiffMarkdown(diffSchemas(same, same))).toBe(
    '## Managed settings: 1.0.0 → 1.0.0\n\n0 added, 0 removed, 0 renamed, 0 changed.\n',
  )
})

test('hostile names and values stay text of one line', () => {
  const name = 'x`|</td>\n<script>[a](b)@user'
  const markdown = formatDiffMarkdown(diffSchemas(document([]), document([setting(name), setting('ok')])))
  const line = markdown.split('\n').find((text) => text.includes('script'))
  expect(line).toBe('| x\\`\\|\\</td\\> \\<script\\>\\[a\\](b)`@user` | boolean | 3p since 1.0.0 |')
})

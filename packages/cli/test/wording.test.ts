import { expect, test } from 'vitest'
import type { Availability, Language, SettingKey, ValueSchema } from '@cowork-mdm/schema'
import { describeAvailability } from '../src/schema/describe-availability.js'
import { describeValue } from '../src/schema/describe-value.js'
import { keyColumns } from '../src/schema/key-columns.js'
import { listCommand } from '../src/schema/list-command.js'

test.each<[Availability[], string]>([
  [[{ scope: '3p', since: '1.2', status: 'removed' }], '3p removed with 1.2'],
  [[{ scope: '3p', status: 'removed' }], '3p (removed)'],
  [
    [
      { scope: '1p', since: '1.2', status: 'enabled' },
      { scope: '3p', since: '1.2', status: 'enabled' },
      { scope: '3p-bootstrap', since: '1.3', status: 'deprecated' },
    ],
    '1p and 3p since 1.2; 3p-bootstrap (deprecated) since 1.3',
  ],
])('%j is available in: %s', (availability, words) => {
  expect(describeAvailability(availability)).toBe(words)
})

test.each<[ValueSchema, string]>([
  [{ type: 'string', 'x-glob': true }, 'glob pattern'],
  [{ type: 'array', items: { type: 'string', 'x-glob': true } }, 'list of glob patterns'],
  [{ type: 'array', items: { type: 'string', 'x-path': 'folder' } }, 'list of paths of folders'],
  [{ type: 'array', items: { type: 'string', 'x-uri-policy': 'https' } }, 'list of URLs with https'],
  [{ type: 'array', items: { type: 'array', items: { type: 'integer' } } }, 'list of lists of integers'],
  [{ type: 'object', additionalProperties: { enum: ['a', 'b'] } }, 'map of names to one of "a", "b"'],
])('%j is a %s', (schema, words) => {
  expect(describeValue(schema)).toBe(words)
})

test('with --since the table shows the version that met the filter', () => {
  const key = {
    name: 'a',
    value: {},
    availability: [
      { scope: '1p', since: '1.2', status: 'enabled' },
      { scope: '3p', since: '1.4', status: 'enabled' },
    ],
    provenance: { kind: 'documentation' },
  } as unknown as SettingKey
  const since = (from?: string) =>
    keyColumns([key], { filter: { scope: [], since: from }, keepTitle: false }).find(({ title }) => title === 'Since')
  expect(since()?.cells).toEqual(['1.2'])
  expect(since('1.3')?.cells).toEqual(['1.4'])
})

test.each<[Language | undefined, string]>([
  [undefined, '; Title, Category, Providers hidden: use a wider terminal or --json'],
  ['zh', '; Scopes, Since, Known, Category, Providers hidden: use a wider terminal or --json'],
])('the note of a narrow table names what is hidden, language %s', async (language, end) => {
  const terminal = { interactive: true, columns: 84, colours: false }
  const input = { schema: undefined, language, provenance: undefined, scope: [], provider: [], category: [] }
  const interruption = { signal: new AbortController().signal }
  const progress = () => undefined
  const context = { stdout: terminal, stderr: terminal, json: false, showSecrets: false, progress, interruption }
  const { note } = await listCommand({ ...input, since: undefined }, context)
  expect(note?.(terminal)).toMatch(/^[0-9]+ settings of app /)
  expect(note?.(terminal).endsWith(end)).toBe(true)
})

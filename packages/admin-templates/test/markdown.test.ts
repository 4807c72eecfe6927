import { expect, test } from 'vitest'
import { renderMarkdown } from '../src/index.js'
import { documents } from './documents.js'
import { kindsDocument } from './kinds-document.js'

test.each(['en', 'zh'] as const)('golden file, %s', async (language) => {
  const { files } = await renderMarkdown(kindsDocument, { language })
  await expect(files[0]!.text).toMatchFileSnapshot(`golden/${files[0]!.path}.txt`)
})

test.each(documents)('%s: has a heading and a row for each setting, removed ones too', async (_name, load) => {
  const document = await load()
  const { files, settings } = await renderMarkdown(document)
  expect(settings).toEqual(document.keys.map(({ name }) => name).sort())
  const text = files[0]!.text
  const headings = [...text.matchAll(/^### (.*)$/gm)].map(([, name]) => name)
  expect(headings.sort()).toEqual(settings)
  const rows = [...text.matchAll(/^\| \[`([^`]*)`\]\(#([^)]*)\)/gm)]
  expect(rows.map(([, name]) => name)).toEqual(settings)
  expect(rows.map(([, , anchor]) => anchor)).toEqual(settings.map((name) => name.toLowerCase()))
})

test('only the examples of the platforms selected', async () => {
  const { files } = await renderMarkdown(kindsDocument, { selection: { platforms: ['win32'] } })
  expect(files[0]!.text).toContain('```reg\n"boolean"=dword:00000001\n```')
  expect(files[0]!.text).not.toMatch(/```(?:xml|json)/)
})

test('text of a setting is no markup', async () => {
  const keys = kindsDocument.keys.map((key) =>
    key.name === 'text'
      ? { ...key, title: '[x](y) | `z`', description: '# a\n- b <script> @someone', example: '```\n"\\' }
      : key,
  )
  const { files } = await renderMarkdown({ ...kindsDocument, keys })
  expect(files[0]!.text).toContain('**\\[x\\](y) \\| \\`z\\`**')
  expect(files[0]!.text).toContain('\\# a - b \\<script\\> `@someone`')
  expect(files[0]!.text).toContain('````json\n{\n  "text": "```\\n\\"\\\\"\n}\n````')
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PROBLEM_SEVERITY } from '../src/plugin/problems.js'

test('docs/plugins.md names every finding, with its severity', () => {
  const page = readFileSync(new URL('../../../docs/plugins.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (error|warning|info) +\|/gm)].map(([, code, severity]) => [
    code,
    severity,
  ])
  expect(rows).toEqual(Object.entries(PROBLEM_SEVERITY))
})

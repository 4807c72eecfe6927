import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tryDecode } from '@cowork-mdm/encoder'
import { latestSchema } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { lint, type LintOptions } from '../src/lint.js'
import { RULES, type RuleId } from '../src/rules.js'

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const pages = fileURLToPath(new URL('../../../docs/rules/', import.meta.url))
const document = await latestSchema()

/** A rule's folder: `bad*` with its findings in `expected.json`, `good*` without any, `options.json`, `baseline*`. */
function filesOf(rule: RuleId, prefix: string) {
  const folder = join(fixtures, rule)
  const names = readdirSync(folder).filter((name) => name.startsWith(prefix))
  return names.sort().map((path) => tryDecode({ path, bytes: readFileSync(join(folder, path)) }, { document }))
}

function findings(rule: RuleId, prefix: string) {
  const options = join(fixtures, rule, 'options.json')
  const given = existsSync(options) ? (JSON.parse(readFileSync(options, 'utf8')) as Partial<LintOptions>) : {}
  const baseline = filesOf(rule, 'baseline').filter((file) => 'profile' in file)
  return lint(filesOf(rule, prefix), { document, baseline, ...given }).map(
    ({ rule: id, severity, key, message, location: { file, line, column }, fix }) => ({
      at: `${file}${line === undefined ? '' : `:${line}:${column}`}`,
      rule: id,
      severity,
      ...(key !== undefined && { key }),
      message,
      ...(fix && { fix: fix.title }),
    }),
  )
}

describe.each(Object.keys(RULES) as RuleId[])('%s', (rule) => {
  it('finds exactly what is wrong with the bad twin', async () => {
    const found = findings(rule, 'bad')
    expect(found.map((finding) => finding.rule)).toContain(rule)
    await expect(`${JSON.stringify(found, undefined, 2)}\n`).toMatchFileSnapshot(join(fixtures, rule, 'expected.json'))
  })

  it('finds nothing in the good twin', () => {
    expect(filesOf(rule, 'good')).not.toEqual([])
    expect(findings(rule, 'good')).toEqual([])
  })

  it('has a page that says what the rule says', () => {
    const page = readFileSync(join(pages, `${rule}.md`), 'utf8')
    const { severity, summary, group } = RULES[rule]
    expect(page.split('\n').slice(0, 5)).toEqual([
      `# ${rule}`,
      '',
      `${summary}.`,
      '',
      `Severity: ${severity} · Group: ${group}`,
    ])
    for (const heading of ['## Why', '## What to do']) expect(page).toContain(`\n${heading}\n`)
  })
})

it('every folder of fixtures and every page belongs to a rule', () => {
  expect(readdirSync(fixtures).sort()).toEqual(Object.keys(RULES).sort())
  const named = readdirSync(pages).filter((name) => name !== 'README.md')
  expect(named.map((name) => name.replace('.md', '')).sort()).toEqual(Object.keys(RULES).sort())
})

// The page is written by this test when it runs with `--update`.
it('docs/rules/README.md lists every rule', async () => {
  const rows = Object.entries(RULES).map(
    ([id, { severity, group, summary }]) => `| [${id}](${id}.md) | ${severity} | ${group} | ${summary} |`,
  )
  const table = ['# Rules', '', '| Rule | Severity | Group | What it finds |', '| --- | --- | --- | --- |', ...rows, '']
  await expect(table.join('\n')).toMatchFileSnapshot(join(pages, 'README.md'))
})

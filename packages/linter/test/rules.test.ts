import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { RULES, type RuleId } from '../src/rules.js'
import { filesOf, findings, fixtures, scenariosOf } from './support/fixtures.js'
import { rulePage, rulesTable } from './support/rule-page.js'

const pages = fileURLToPath(new URL('../../../docs/rules/', import.meta.url))

describe.each(Object.keys(RULES) as RuleId[])('%s', (rule) => {
  const bad = scenariosOf(rule).filter((scenario) => scenario === rule || filesOf(scenario, 'bad').length > 0)
  it.each(bad)('finds exactly what is wrong with the bad twin: %s', async (scenario) => {
    const found = findings(scenario, 'bad')
    expect(found.map((finding) => finding.rule)).toContain(rule)
    await expect(`${JSON.stringify(found, undefined, 2)}\n`).toMatchFileSnapshot(
      join(fixtures, scenario, 'expected.json'),
    )
  })

  it.each(scenariosOf(rule))('finds nothing in the good twin: %s', (scenario) => {
    expect([...filesOf(scenario, 'good'), ...filesOf(scenario, 'bad')]).not.toEqual([])
    expect(findings(scenario, 'good')).toEqual([])
  })

  // Pages are written by this test when it runs with `--update`.
  it('has a page that says what the rule says, with the bad twin as its example', async () => {
    await expect(rulePage(rule, findings(rule, 'bad'))).toMatchFileSnapshot(join(pages, `${rule}.md`))
  })

  it('speaks in sentences', () => {
    const { summary, why, remedy } = RULES[rule]
    expect(summary).not.toMatch(/\.$/)
    expect(why).toMatch(/\.$/)
    expect(remedy).toMatch(/\.$/)
  })
})

it('every folder of fixtures and every page belongs to a rule', () => {
  const named = existsSync(pages) ? readdirSync(pages).filter((name) => name !== 'README.md') : []
  expect(readdirSync(fixtures).sort()).toEqual(Object.keys(RULES).sort())
  expect(named.map((name) => name.replace('.md', '')).sort()).toEqual(Object.keys(RULES).sort())
})

it('docs/rules/README.md lists every rule', async () => {
  await expect(rulesTable()).toMatchFileSnapshot(join(pages, 'README.md'))
})

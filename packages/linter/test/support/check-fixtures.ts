import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RuleId } from '../../src/rules.js'
import { findings, fixtures, scenariosOf } from './fixtures.js'

export { RULES } from '../../src/rules.js'

/** The rules whose fixtures do not give what they should; for mutants, which may also throw. */
export function failures(rules: readonly RuleId[]): RuleId[] {
  return rules.filter((rule) => {
    try {
      return !isAsExpected(rule)
    } catch {
      return true
    }
  })
}

function isAsExpected(rule: RuleId): boolean {
  return scenariosOf(rule).every((scenario) => findsBad(scenario) && findings(scenario, 'good').length === 0)
}

function findsBad(scenario: string): boolean {
  const path = join(fixtures, scenario, 'expected.json')
  if (!existsSync(path)) return true
  return JSON.stringify(findings(scenario, 'bad')) === JSON.stringify(JSON.parse(readFileSync(path, 'utf8')))
}

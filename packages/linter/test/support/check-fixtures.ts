import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RuleId } from '../../src/rules.js'
import { filesOf, fixtures, lintFiles, optionsOf, scenariosOf } from './fixtures.js'

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
  return scenariosOf(rule).every(
    (scenario) => findsBad(scenario) && lintFiles(filesOf(scenario, 'good'), optionsOf(scenario)).length === 0,
  )
}

function findsBad(scenario: string): boolean {
  const path = join(fixtures, scenario, 'expected.json')
  if (!existsSync(path)) return true
  const found = lintFiles(filesOf(scenario, 'bad'), optionsOf(scenario)).map(
    ({ rule: id, severity, key, message, location: { file, line, column }, fix }) => ({
      at: `${file}${line === undefined ? '' : `:${line}:${column}`}`,
      rule: id,
      severity,
      ...(key !== undefined && { key }),
      message,
      ...(fix && { fix: fix.title }),
    }),
  )
  return JSON.stringify(found) === JSON.stringify(JSON.parse(readFileSync(path, 'utf8')))
}

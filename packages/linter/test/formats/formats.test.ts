import { createRequire } from 'node:module'
import Ajv from 'ajv'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import type { Finding, Severity } from '../../src/finding.js'
import { formatGithub } from '../../src/formats/format-github.js'
import { formatJunit } from '../../src/formats/format-junit.js'
import { formatSarif } from '../../src/formats/format-sarif.js'
import { RULES, type RuleId } from '../../src/rules.js'
import { filesOf, lintFiles, optionsOf } from '../support/fixtures.js'

const require = createRequire(import.meta.url)
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object
const validate = new Ajv({ schemaId: 'auto', unknownFormats: 'ignore', meta: false, validateSchema: false })
validate.addMetaSchema(require('ajv/lib/refs/json-schema-draft-07.json') as object)
const isSarif = validate.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' })

const all = (Object.keys(RULES) as RuleId[]).flatMap((rule) =>
  lintFiles(filesOf(rule, 'bad'), optionsOf(rule)).map((finding) => ({
    ...finding,
    location: { ...finding.location, file: `${rule}/${finding.location.file}` },
  })),
)

function finding(given: Partial<Finding> = {}): Finding {
  return {
    rule: 'unknown-key',
    severity: 'warning',
    message: 'Something, 100% wrong: here\nand there.',
    location: { file: 'my profiles\\a,b.yaml', start: 3, end: 5, line: 1, column: 4 },
    docsUrl: 'https://example.com/unknown-key',
    ...given,
  }
}

describe('formatSarif', () => {
  it('is valid by the schema of SARIF 2.1.0, for findings of every rule', () => {
    isSarif(JSON.parse(formatSarif(all, { version: '1.0.0' })))
    expect(isSarif.errors).toBe(null)
    isSarif(JSON.parse(formatSarif([], { version: '1.0.0' })))
    expect(isSarif.errors).toBe(null)
  })

  it('the schema would tell', () => {
    expect(isSarif({ version: '2.1.0', runs: [{ results: [{ message: 'text' }] }] })).toBe(false)
  })

  it('describes every rule that it uses, with help', () => {
    const [{ tool, results }] = (JSON.parse(formatSarif(all, { version: '1.0.0' })) as { runs: [Run] }).runs
    const ids = tool.driver.rules.map(({ id }) => id)
    expect(ids).toEqual([...new Set(all.map(({ rule }) => rule))].sort())
    for (const { ruleId, ruleIndex } of results) expect(ids[ruleIndex]).toBe(ruleId)
    for (const { help } of tool.driver.rules) expect(help.markdown).toContain('What to do')
  })

  it('has paths as URIs and fingerprints that stay when lines move', () => {
    const moved = finding({ location: { ...finding().location, start: 90, end: 92, line: 7 } })
    const results = (findings: Finding[]) =>
      (JSON.parse(formatSarif(findings, { version: '1' })) as { runs: [Run] }).runs[0].results
    const [first, second] = results([finding(), finding()])
    expect(first!.locations[0]!.physicalLocation.artifactLocation.uri).toBe('my%20profiles/a%2Cb.yaml')
    expect(results([moved])[0]!.partialFingerprints).toEqual(first!.partialFingerprints)
    expect(second!.partialFingerprints).not.toEqual(first!.partialFingerprints)
  })
})

interface Run {
  tool: { driver: { rules: { id: string; help: { markdown: string } }[] } }
  results: {
    ruleId: string
    ruleIndex: number
    partialFingerprints: object
    locations: { physicalLocation: { artifactLocation: { uri: string } } }[]
  }[]
}

describe('formatGithub', () => {
  it('escapes what has a meaning in commands', () => {
    expect(formatGithub([finding()])).toBe(
      '::warning file=my profiles/a%2Cb.yaml,line=1,col=4,title=cowork-mdm%3A unknown-key::Something, 100%25 wrong: here%0Aand there.\n',
    )
  })

  it('shows ten of a kind, and the rest as lines that are no commands', () => {
    const many = (severity: Severity, count: number) =>
      Array.from({ length: count }, (_, index) => finding({ severity, message: `::error::${index}` }))
    const lines = formatGithub([...many('info', 11), ...many('warning', 3), ...many('error', 12)])
      .trimEnd()
      .split('\n')
    const commands = lines.filter((line) => line.startsWith('::'))
    expect(commands.map((line) => line.split(' ')[0])).toEqual([
      ...Array<string>(10).fill('::error'),
      ...Array<string>(3).fill('::warning'),
      ...Array<string>(10).fill('::notice'),
    ])
    expect(lines.slice(23)).toEqual([
      '3 more, which GitHub shows here only:',
      '  my profiles/a,b.yaml:1:4: error: : :error: :10 (unknown-key)',
      '  my profiles/a,b.yaml:1:4: error: : :error: :11 (unknown-key)',
      '  my profiles/a,b.yaml:1:4: info: : :error: :10 (unknown-key)',
    ])
  })

  it('writes no command of the earlier form either', () => {
    const all = Array.from({ length: 11 }, () => finding({ message: 'x ##[add-mask]y' }))
    expect(formatGithub(all).split('\n').at(-2)).not.toContain('##[')
  })

  it('is empty where nothing is found', () => {
    expect(formatGithub([])).toBe('')
  })
})

describe('formatJunit', () => {
  it('is XML with a suite a file, and a case a finding', () => {
    const hostile = finding({ message: '<&"\u0001\ud800', location: { file: 'b.yaml', start: 0, end: 0 } })
    const text = formatJunit(['a.yaml', 'b.yaml'], [hostile, finding({ severity: 'info', location: hostile.location })])
    const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(text) as object
    expect(parsed).toMatchObject({
      testsuites: {
        tests: '3',
        failures: '1',
        testsuite: [
          { name: 'a.yaml', tests: '1', failures: '0', testcase: { name: 'no findings' } },
          {
            name: 'b.yaml',
            tests: '2',
            failures: '1',
            testcase: [
              { failure: { type: 'warning', message: '<&"\ufffd\ufffd' } },
              { 'system-out': expect.any(String) as string },
            ],
          },
        ],
      },
    })
  })
})

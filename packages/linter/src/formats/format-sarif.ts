import { HOME_URL } from '@cowork-mdm/schema'
import { v5 } from 'uuid'
import { docsUrl } from '../docs-url.js'
import type { Finding, Location, Severity } from '../finding.js'
import { RULES, type RuleId } from '../rules.js'

export interface SarifOptions {
  /** Version of the tool that reports. */
  version: string
}

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = { error: 'error', warning: 'warning', info: 'note' }

/** Namespace of fingerprints: of this project's name in that of URLs. */
const NAMESPACE = v5('urn:cowork-mdm:finding', v5.URL)

/**
 * Findings as SARIF 2.1.0: rules with their help, places with line and column, and a fingerprint that stays the same while
 * lines move. Paths are taken as relative to the root of the repository.
 */
export function formatSarif(findings: readonly Finding[], { version }: SarifOptions): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort()
  const print = fingerprints()
  const run = {
    tool: {
      driver: {
        name: 'cowork-mdm',
        version,
        informationUri: HOME_URL,
        rules: rules.map(describe),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
    results: findings.map((finding) => ({
      ruleId: finding.rule,
      ruleIndex: rules.indexOf(finding.rule),
      level: LEVELS[finding.severity],
      message: { text: finding.message },
      locations: [{ physicalLocation: placeOf(finding.location) }],
      partialFingerprints: { primaryLocationLineHash: print(finding) },
    })),
  }
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function describe(rule: RuleId) {
  const { severity, group, summary, why, remedy } = RULES[rule]
  return {
    id: rule,
    shortDescription: { text: `${summary}.` },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\n${remedy}`,
      markdown: `${why}\n\n**What to do.** ${remedy}\n\n[${rule}](${docsUrl(rule)})`,
    },
    helpUri: docsUrl(rule),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [group] },
  }
}

function placeOf({ file, start, end, line, column }: Location) {
  const region =
    line === undefined ? { byteOffset: start, byteLength: end - start } : { startLine: line, startColumn: column }
  return { artifactLocation: { uri: uriOf(file), uriBaseId: 'SRCROOT' }, region }
}

/** A relative reference: `/` between the parts, everything else unusual escaped. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').replace(/^\.\//, '')
  return path.split('/').map(encodeURIComponent).join('/')
}

/** What a finding is known by, without its line; the same one twice in a file is counted. */
function fingerprints(): (finding: Finding) => string {
  const counts = new Map<string, number>()
  return ({ rule, key = '', message, location: { file } }) => {
    const id = v5(JSON.stringify([rule, uriOf(file), key, message]), NAMESPACE)
    const count = (counts.get(id) ?? 0) + 1
    counts.set(id, count)
    return `${id}:${count}`
  }
}

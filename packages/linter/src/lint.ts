import type { Artifact, Unreadable } from '@cowork-mdm/encoder'
import type { AdmxProblem } from '@cowork-mdm/encoder/admx'
import { lineStarts, positionAt, rangeAt } from '@cowork-mdm/profile'
import { compareVersions, type SchemaDocument } from '@cowork-mdm/schema'
import { docsUrl } from './docs-url.js'
import type { Finding, Location, Severity } from './finding.js'
import type { At } from './rule.js'
import { RULES, type RuleId } from './rules.js'
import { subjectOf, type LintContext, type Place, type Subject } from './subject.js'
import { applySuppressions } from './suppressions/apply-suppressions.js'
import type { Target } from './target.js'

/** An ADMX file with the ADML files that belong to it, as `validateAdmx` finds them. */
export interface LintedTemplate {
  file: string
  /** Texts of all of them, by name. */
  texts: ReadonlyMap<string, string>
  admxProblems: readonly AdmxProblem[]
}

export interface LintOptions {
  document: SchemaDocument
  /** Oldest release of the app in the fleet; rules on versions and on how values are read depend on it. */
  appVersion?: string
  target?: Target
  /** What is deployed: identifiers and UUIDs are compared with it. */
  baseline?: readonly Artifact[]
  /** Hosts that a firewall lets through; what the app needs beyond them is found. */
  allowedHosts?: readonly string[]
  /**
   * Texts of the files that YAML profiles extend, by name, where what they extend is merged into them already: findings on
   * settings of such a file stand in it. Without it, a profile that extends others is taken for a part of one.
   */
  layers?: ReadonlyMap<string, string>
  /** Severity of rules, where another one is wanted. */
  levels?: Partial<Record<RuleId, Severity | 'off'>>
}

/**
 * Checks files by every rule: each for itself, and all of them as what reaches one machine. Findings stand in the order of
 * the files, in each by place; they do not depend on the order of settings.
 * @param files artifacts, what `tryDecode` says of files that are none, and policy templates
 * @throws SchemaError `bad-version` where `appVersion` is none
 */
export function lint(files: readonly (Artifact | Unreadable | LintedTemplate)[], options: LintOptions): Finding[] {
  const { appVersion, target, layers, levels = {} } = options
  if (appVersion !== undefined) compareVersions(appVersion, appVersion)
  const context: LintContext = {
    document: options.document,
    baseline: options.baseline ?? [],
    allowedHosts: options.allowedHosts ?? [],
    ...(appVersion !== undefined && { appVersion }),
    ...(target !== undefined && { target }),
    ...(layers && { layers }),
  }
  const severityOf = (rule: RuleId) => levels[rule] ?? RULES[rule].severity
  const reporter = new Reporter(severityOf)
  const subjects = files.flatMap((file) => ('profile' in file ? [subjectOf(file, context)] : []))
  for (const id of Object.keys(RULES) as RuleId[]) {
    if (severityOf(id) === 'off') continue
    const { check, checkSet } = RULES[id]
    for (const subject of subjects) check?.(subject, reporter.of(id, subject))
    checkSet?.(subjects, (subject) => reporter.of(id, subject))
  }
  const checked = new Map(subjects.map((subject) => [subject.artifact, subject]))
  const findings = files.flatMap((file) => {
    if ('profile' in file) return reporter.findings(checked.get(file)!).sort(byPlace)
    if ('admxProblems' in file) return inTemplate(file, severityOf('admx-ref')).sort(byPlace)
    return unreadable(file, severityOf('cannot-read')).sort(byPlace)
  })
  return layers ? withoutRepetitions(findings) : findings
}

/** What is found in a file that several extend is said once. */
function withoutRepetitions(findings: readonly Finding[]): Finding[] {
  const said = new Set<string>()
  return findings.filter(({ rule, message, location: { file, start, end } }) => {
    const id = JSON.stringify([rule, message, file, start, end])
    return !said.has(id) && said.add(id)
  })
}

/** Makes findings of what rules report. */
class Reporter {
  private readonly found = new Map<Subject, Finding[]>()
  private readonly starts = new Map<string, number[]>()

  constructor(private readonly severityOf: (rule: RuleId) => Severity | 'off') {}

  of(rule: RuleId, subject: Subject): (message: string, facts: unknown, at?: At) => void {
    const { messages } = RULES[rule]
    const severity = this.severityOf(rule) as Severity
    return (message, facts, at = {}) => {
      const finding: Finding = {
        rule,
        severity,
        message: messages[message]!(facts),
        location: this.locate(subject, at),
        docsUrl: docsUrl(rule),
      }
      if (at.setting) finding.key = at.setting.name
      if (at.fix) finding.fix = at.fix
      const list = this.found.get(subject)
      if (list) list.push(finding)
      else this.found.set(subject, [finding])
    }
  }

  /** What stands in the file in the end: comments in it may suppress findings, and cause others. */
  findings(subject: Subject): Finding[] {
    const isActive = (rule: RuleId) => this.severityOf(rule) !== 'off'
    const found = applySuppressions(subject, this.found.get(subject) ?? [], isActive)
    this.found.set(subject, found.kept)
    for (const { rule, message, facts, range } of found.complaints)
      if (isActive(rule)) this.of(rule, subject)(message, facts, { range })
    return this.found.get(subject)!
  }

  private locate({ artifact, context }: Subject, { setting, pointer = '', atName, range }: Place): Location {
    const { file: own = '', text: ownText, raw } = artifact
    const source = range ? undefined : setting?.source
    const file = source?.file ?? own
    const text = file === own ? ownText : context.layers?.get(file)
    const inSetting = source && (atName ? source.name : rangeAt(source.node, pointer, text))
    const [start, end] = range ?? inSetting ?? [raw.range[0], raw.range[0]]
    if (text === undefined) return { file, start, end }
    let starts = this.starts.get(text)
    if (!starts) this.starts.set(text, (starts = lineStarts(text)))
    return { file, start, end, ...positionAt(starts, start) }
  }
}

function unreadable({ file, problems }: Unreadable, severity: Severity | 'off'): Finding[] {
  if (severity === 'off') return []
  return problems.map(({ message, start = 0, end = start, line, column }) => ({
    rule: 'cannot-read' as const,
    severity,
    message,
    location: { file, start, end, ...(line !== undefined && { line }), ...(column !== undefined && { column }) },
    docsUrl: docsUrl('cannot-read'),
  }))
}

function inTemplate({ texts, admxProblems }: LintedTemplate, severity: Severity | 'off'): Finding[] {
  if (severity === 'off') return []
  return admxProblems.map(({ file, code, subject, range: [start, end] = [0, 0] }) => ({
    rule: 'admx-ref' as const,
    severity,
    message: RULES['admx-ref'].messages[code]!({ subject }),
    location: { file, start, end, ...positionAt(lineStarts(texts.get(file) ?? ''), start) },
    docsUrl: docsUrl('admx-ref'),
  }))
}

function byPlace(left: Finding, right: Finding): number {
  const files = compare(left.location.file, right.location.file)
  if (files !== 0) return files
  const order = left.location.start - right.location.start || left.location.end - right.location.end
  return order || compare(left.rule, right.rule) || compare(left.message, right.message)
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

import type { Artifact, Unreadable } from '@cowork-mdm/encoder'
import { lineStarts, nodeAt, positionAt, type SourceRange } from '@cowork-mdm/profile'
import { keyNamed, type SchemaDocument } from '@cowork-mdm/schema'
import { docsUrl } from './docs-url.js'
import type { Finding, Location, Severity } from './finding.js'
import type { LintContext, LintedSetting, Place, Subject } from './rule.js'
import { RULES, type RuleId } from './rules.js'
import type { Target } from './target.js'

export interface LintOptions {
  document: SchemaDocument
  /** Oldest release of the app in the fleet; rules on versions and on how values are read depend on it. */
  appVersion?: string
  target?: Target
  /** What is deployed: identifiers and UUIDs are compared with it. */
  baseline?: readonly Artifact[]
  allowedHosts?: readonly string[]
  /** Severity of rules, where another one is wanted. */
  levels?: Partial<Record<RuleId, Severity | 'off'>>
}

/**
 * Checks files by every rule. Findings stand in the order of the files, in each by place; they do not depend on the order of
 * settings.
 * @param files artifacts, and what `tryDecode` says of files that are none
 * @throws SchemaError `bad-version` where `appVersion` is none
 */
export function lint(files: readonly (Artifact | Unreadable)[], options: LintOptions): Finding[] {
  const artifacts = files.filter((file): file is Artifact => 'profile' in file)
  const context: LintContext = {
    document: options.document,
    artifacts,
    baseline: options.baseline ?? [],
    allowedHosts: options.allowedHosts ?? [],
    ...(options.appVersion !== undefined && { appVersion: options.appVersion }),
    ...(options.target !== undefined && { target: options.target }),
  }
  const active = (Object.keys(RULES) as RuleId[]).flatMap((id) => {
    const severity = options.levels?.[id] ?? RULES[id].severity
    return severity === 'off' ? [] : [{ id, severity }]
  })
  return files.flatMap((file) => {
    const found = 'profile' in file ? checkArtifact(file, context, active) : unreadable(file, options)
    return found.sort(byPlace)
  })
}

function checkArtifact(
  artifact: Artifact,
  context: LintContext,
  active: { id: RuleId; severity: Severity }[],
): Finding[] {
  const subject = subjectOf(artifact, context)
  const starts = artifact.text === undefined ? undefined : lineStarts(artifact.text)
  const findings: Finding[] = []
  for (const { id, severity } of active) {
    const { check, messages } = RULES[id]
    check(subject, (message, facts, place = {}) => {
      const finding: Finding = {
        rule: id,
        severity,
        message: messages[message]!(facts),
        location: locate(artifact, rangeOf(artifact, place), starts),
        docsUrl: docsUrl(id),
      }
      if (place.setting) finding.key = place.setting.name
      if (place.fix) finding.fix = place.fix
      findings.push(finding)
    })
  }
  return findings
}

function subjectOf(artifact: Artifact, context: LintContext): Subject {
  const settings = artifact.profile.settings.map((setting): LintedSetting => ({
    ...setting,
    key: keyNamed(context.document, setting.name),
  }))
  const values = new Map(settings.map(({ name, key, value }) => [key?.name ?? name, value]))
  return { artifact, settings, value: (name) => values.get(name), context }
}

function rangeOf({ raw }: Artifact, { setting, pointer = '', atName, range }: Place): SourceRange {
  if (range) return range
  const source = setting?.source
  if (!source) return [raw.range[0], raw.range[0]]
  return atName ? source.name : nodeAt(source.node, pointer).range
}

function locate({ file = '' }: Artifact, [start, end]: SourceRange, starts: number[] | undefined): Location {
  return { file, start, end, ...(starts && positionAt(starts, start)) }
}

function unreadable({ file, problems }: Unreadable, { levels }: LintOptions): Finding[] {
  const severity = levels?.['cannot-read'] ?? RULES['cannot-read'].severity
  if (severity === 'off') return []
  return problems.map(({ message, start = 0, end = start, line, column }) => ({
    rule: 'cannot-read' as const,
    severity,
    message,
    location: { file, start, end, ...(line !== undefined && { line }), ...(column !== undefined && { column }) },
    docsUrl: docsUrl('cannot-read'),
  }))
}

function byPlace(left: Finding, right: Finding): number {
  const order = left.location.start - right.location.start || left.location.end - right.location.end
  return order || (left.rule < right.rule ? -1 : left.rule > right.rule ? 1 : left.message < right.message ? -1 : 1)
}

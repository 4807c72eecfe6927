import type { ManagedSource, SourceProblem } from '@cowork-mdm/host'
import type { Patient } from '../patient.js'

/** Problems that the access to a source is the matter of: who owns it, who can write or read it, links. */
const ACCESS = new Set<SourceProblem['code']>(['wrong-owner', 'writable-by-others', 'not-for-users', 'is-link'])

export function isOfAccess({ code }: SourceProblem): boolean {
  return ACCESS.has(code)
}

/** Problems of values that stand in a source, which the linter finds as well. */
const VALUES = new Set<SourceProblem['code']>(['subkey', 'unknown-name'])

export function isOfValues({ code }: SourceProblem): boolean {
  return VALUES.has(code)
}

export interface ProblemOfSource {
  source: ManagedSource
  problem: SourceProblem
}

/** What is wrong with sources of settings, those that are managed or those of users. */
export async function sourceProblems(patient: Patient, tier: 'managed' | 'local'): Promise<ProblemOfSource[]> {
  const sources = (await patient.sources()).filter((source) => source.tier === tier)
  return sources.flatMap((source) => source.problems.map((problem) => ({ source, problem })))
}

/** A problem in one line. */
export function describeProblem({ source, problem: { message, line, column } }: ProblemOfSource): string {
  const at = line === undefined ? '' : `, line ${line}${column === undefined ? '' : `, column ${column}`}`
  return at === '' && message.includes(source.place) ? message : `${source.place}${at}: ${message}`
}

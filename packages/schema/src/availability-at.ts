import { compareVersions } from './compare-versions.js'
import type { Availability, Scope, SettingKey } from './schema-document.js'

/** What a release makes of a setting, from best to worst. */
const STATES = ['enabled', 'deprecated', 'removed', 'not-yet'] as const

export interface AvailabilityState {
  state: (typeof STATES)[number]
  /** The release that this began with; for `not-yet`, will begin with. Absent where no source says. */
  since?: string
}

/**
 * What a release makes of a setting; without a version, what the newest one known makes of it. Where scopes differ, the best
 * counts. A setting of which nothing is told is taken for enabled.
 * @throws SchemaError `bad-version` where `version` is none
 */
export function availabilityAt({ availability }: SettingKey, version?: string): AvailabilityState {
  if (version !== undefined) compareVersions(version, version)
  const states = [...new Set(availability.map(({ scope }) => scope))].map((scope) =>
    inScope(availability, scope, version),
  )
  return states.sort(better)[0] ?? { state: 'enabled' }
}

function inScope(availability: readonly Availability[], scope: Scope, version: string | undefined): AvailabilityState {
  const history = availability.filter((entry) => entry.scope === scope).sort(bySince)
  const present = history.findLast(
    ({ since }) => since === undefined || version === undefined || compareVersions(since, version) <= 0,
  )
  const first = history[0]!
  // What is told of a setting may begin with its end; it was there before.
  if (!present) return first.status === 'enabled' ? { state: 'not-yet', since: first.since! } : { state: 'enabled' }
  return { state: present.status, ...(present.since !== undefined && { since: present.since }) }
}

function better(left: AvailabilityState, right: AvailabilityState): number {
  return STATES.indexOf(left.state) - STATES.indexOf(right.state) || bySince(left, right)
}

function bySince(left: { since?: string }, right: { since?: string }): number {
  if (left.since === undefined || right.since === undefined) {
    return Number(left.since !== undefined) - Number(right.since !== undefined)
  }
  return compareVersions(left.since, right.since)
}

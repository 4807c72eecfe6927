import type { ReaderRuleId } from '@cowork-mdm/schema'
import type { ManagedSource, StoredValue } from '../sources/managed-source.js'
import type { ResolveContext, SourceVerdict } from './effective.js'
import type { Entry } from './entries.js'
import { reason, type ReasonCode } from './reasons.js'

type Role = Pick<SourceVerdict, 'role' | 'why'>

/** Which sources count. */
export interface Choice {
  /** By id of the source. */
  roles: ReadonlyMap<string, Role>
  tier: 'managed' | 'managed-unusable' | 'unknown' | 'local'
  /** As far as can be told. */
  localInEffect: boolean
  /** Only settings of the app's own behaviour are managed. */
  isBehaviorOnly: boolean
}

/** Types of the registry that make the app take a hive for managed; the others it does not see. */
const PRESENT = new Set(['REG_SZ', 'REG_EXPAND_SZ', 'REG_DWORD'])

/** Sources in the order in which they come first, whatever order they were found in. */
export function byPrecedence(platform: ResolveContext['platform']) {
  const tiers = ['bootstrap', 'managed', 'local']
  // On a Mac the user's comes first, in the registry the machine's.
  const managed = platform === 'darwin' ? ['managed-user', 'managed-device'] : ['managed-device', 'managed-user']
  const kinds = ['bootstrap', ...managed, 'local-package', 'local']
  const rank = ({ tier, id }: ManagedSource) => tiers.indexOf(tier) * 10 + kinds.indexOf(id.split(':')[0]!)
  return (left: ManagedSource, right: ManagedSource) => rank(left) - rank(right) || (left.id < right.id ? -1 : 1)
}

/** Whether the app takes a source for managed because of what is in it. */
function isPresent({ values }: ManagedSource): boolean {
  return values.some(isSeen)
}

/** Whether the app takes notice of a value of that type, even if it does not read it. */
function isSeen({ type }: StoredValue): boolean {
  return !type.startsWith('REG_') || PRESENT.has(type)
}

/** Decides which sources count, by the rules of the release. `sources` are in the order of precedence. */
export function chooseSources(
  sources: readonly ManagedSource[],
  entries: readonly Entry[],
  { rules, isPackage }: { rules: ReadonlySet<ReaderRuleId>; isPackage: boolean },
): Choice {
  const roles = new Map<string, Role>()
  const managed = sources.filter(({ tier }) => tier === 'managed')
  for (const source of managed) roles.set(source.id, roleOf(source))
  const [first, ...others] = managed
  if (first && rules.has('machine-hive-hides-user') && roles.get(first.id)!.role === 'in-effect') {
    for (const { id, state } of others)
      if (state !== 'absent') roles.set(id, { role: 'hidden', why: reason('hidden-by-machine-hive', { by: first }) })
  }
  const withRole = (role: Role['role']) => managed.filter(({ id }) => roles.get(id)!.role === role)
  const [inEffect, broken] = [withRole('in-effect'), withRole('broken')]
  const isBehaviorOnly = broken.length === 0 && manageBehaviorOnly(inEffect, entries)
  const localInEffect = inEffect.length + broken.length === 0 || isBehaviorOnly
  const by = inEffect[0] ?? broken[0]
  for (const [id, role] of localRoles(sources, isPackage)) {
    const code: ReasonCode = inEffect.length > 0 ? 'local-replaced' : 'local-disabled'
    const isCounted = role.role !== 'idle' && role.role !== 'hidden'
    roles.set(id, localInEffect || !isCounted ? role : { role: 'hidden', why: reason(code, { by: by! }) })
  }
  return {
    roles,
    tier: tierOf(inEffect.length, broken.length, withRole('unknown').length),
    localInEffect,
    isBehaviorOnly,
  }
}

function tierOf(inEffect: number, broken: number, unknown: number): Choice['tier'] {
  if (inEffect > 0) return 'managed'
  if (broken > 0) return 'managed-unusable'
  return unknown > 0 ? 'unknown' : 'local'
}

function roleOf(source: ManagedSource): Role {
  switch (source.state) {
    case 'absent':
      return { role: 'idle' }
    case 'read':
      return { role: isPresent(source) ? 'in-effect' : 'idle' }
    case 'refused':
    case 'unusable':
      return { role: 'broken' }
    case 'unknown':
      return { role: 'unknown' }
  }
}

/**
 * Whether everything that is managed is of the app's own behaviour. A name that the app does not know counts as something
 * else: any value at all turns local settings off (lidge-jun/opencodex#2893).
 */
function manageBehaviorOnly(inEffect: readonly ManagedSource[], entries: readonly Entry[]): boolean {
  const behavior = new Set(entries.filter(({ key }) => key.appBehaviorOnly).map(({ stored }) => stored))
  const values = inEffect.flatMap(({ values: stored }) => stored.filter(isSeen))
  return values.length > 0 && values.every((stored) => behavior.has(stored))
}

/** Of two libraries of a user one counts: that of the package where the app is one and has it. */
function localRoles(sources: readonly ManagedSource[], isPackage: boolean): Map<string, Role> {
  const local = sources.filter(({ tier }) => tier === 'local')
  const inPackage = local.find(({ id }) => id.startsWith('local-package:'))
  const isFirst = isPackage && inPackage !== undefined && inPackage.state !== 'absent'
  return new Map(
    local.map((source) => {
      const role = roleOf(source)
      if (role.role === 'idle') return [source.id, role]
      if (source === inPackage && !isPackage) return [source.id, { role: 'hidden', why: reason('not-a-package') }]
      if (source !== inPackage && isFirst)
        return [source.id, { role: 'hidden', why: reason('package-library-first', { by: inPackage }) }]
      return [source.id, role]
    }),
  )
}

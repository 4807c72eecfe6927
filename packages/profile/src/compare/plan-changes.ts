import {
  availabilityAt,
  keyNamed,
  readerRules,
  type Platform,
  type ReaderRuleId,
  type SchemaDocument,
} from '@cowork-mdm/schema'
import type { PayloadIdentity, ProfileIdentity } from '../identity.js'
import type { Profile } from '../profile.js'
import { diffProfiles, isUnset, type ProfileChange } from './diff-profiles.js'
import { PLAN_WORDING, type PlanCode, type PlanFacts, type PlanSeverity } from './plan-wording.js'

/** What is or will be delivered; an Artifact of the encoder is one. */
export interface PlanInput {
  profile: Profile
  /** Of a configuration profile. */
  identity?: ProfileIdentity
  /** Where the identity does not say. */
  scope?: 'System' | 'User'
  /** Registry only. */
  hive?: Hive
  stores?: readonly { hive?: Hive }[]
}

type Hive = 'HKLM' | 'HKCU'

export interface PlanOptions {
  document: SchemaDocument
  /** The oldest release on the devices. */
  appVersion?: string
}

export interface PlanStep extends PlanFacts {
  code: PlanCode
  severity: PlanSeverity
  message: string
}

export type PlanEffect = 'none' | 'add' | 'in-place-update' | 'replace' | 'remove'

/** What a change does on devices. Plain JSON; messages hold no values of settings. */
export interface Plan {
  /** What becomes of the delivery as a whole. */
  effect: PlanEffect
  /** A step of severity `destructive` is among them. */
  destructive: boolean
  changes: ProfileChange[]
  /** The effect first. */
  steps: PlanStep[]
}

/**
 * What delivering `after` does on devices that have `before`. Absent, nothing was delivered before, or nothing will be.
 * Only what both sides tell is compared: a profile in YAML has no identity of its own until it is encoded.
 * @throws SchemaError `bad-version` where `appVersion` is none
 */
export function planChanges(before: PlanInput | undefined, after: PlanInput | undefined, options: PlanOptions): Plan {
  const none: Profile = { settings: [] }
  const changes = diffProfiles(before?.profile ?? none, after?.profile ?? none, options.document)
  const delivery = before && after ? compareDelivery(before, after) : []
  const effect: PlanEffect = before && after ? effectOf(changes, delivery) : after ? 'add' : before ? 'remove' : 'none'
  const steps = [
    step(effect),
    ...delivery,
    ...changes.flatMap((change) => settingSteps(change, after, options)),
    ...timing(changes, options),
    ...consequences(before, after, options),
  ]
  return { effect, destructive: steps.some(({ severity }) => severity === 'destructive'), changes, steps }
}

function effectOf(changes: readonly ProfileChange[], delivery: readonly PlanStep[]): PlanEffect {
  if (delivery.some(({ code }) => code === 'identity-changed')) return 'replace'
  return delivery.length > 0 || !changes.every(isFilledIn) ? 'in-place-update' : 'none'
}

/** Encoding gives every profile an identifier, its own or one that is made from its name. */
function isFilledIn(change: ProfileChange): boolean {
  if (change.kind !== 'field-changed' || change.field !== 'identifier') return false
  return change.before === undefined || change.after === undefined
}

function step(code: PlanCode, facts: PlanFacts = {}): PlanStep {
  const { severity, text } = PLAN_WORDING[code]
  return { code, severity, message: text(facts), ...facts }
}

function compareDelivery(before: PlanInput, after: PlanInput): PlanStep[] {
  const steps: PlanStep[] = []
  const compare = (code: PlanCode, from: string | undefined, to: string | undefined, what?: string) => {
    if (from === undefined || to === undefined || from.toUpperCase() === to.toUpperCase()) return
    steps.push(step(code, { ...(what !== undefined && { what }), from, to }))
  }
  const [old, present] = [before.identity, after.identity]
  compare('identity-changed', identifierOf(before), identifierOf(after), 'PayloadIdentifier')
  compare('identity-changed', old?.uuid, present?.uuid, 'PayloadUUID')
  for (const [from, to] of pairs(old?.payloads ?? [], present?.payloads ?? [])) {
    compare('payload-type-changed', from.type, to.type)
    compare('identity-changed', from.identifier, to.identifier, 'PayloadIdentifier of the payload')
    compare('identity-changed', from.uuid, to.uuid, 'PayloadUUID of the payload')
  }
  if (identifierOf(before) === undefined && identifierOf(after) === undefined && !hiveOf(before))
    compare('identity-from-name', before.profile.name, after.profile.name)
  compare('scope-changed', scopeOf(before), scopeOf(after))
  compare('hive-changed', hiveOf(before), hiveOf(after))
  compare('channel-changed', channelOf(before), channelOf(after))
  return steps
}

/** Payloads that belong together: of the same type, else in order. */
function pairs(
  before: readonly PayloadIdentity[],
  after: readonly PayloadIdentity[],
): [PayloadIdentity, PayloadIdentity][] {
  const same = after.flatMap((to): [PayloadIdentity, PayloadIdentity][] => {
    const from = before.find(({ type }) => type === to.type)
    return from ? [[from, to]] : []
  })
  const rest = before.filter((from) => !same.some(([paired]) => paired === from))
  const others = after.filter((to) => !same.some(([, paired]) => paired === to))
  return [
    ...same,
    ...rest.flatMap((from, index): [PayloadIdentity, PayloadIdentity][] =>
      others[index] ? [[from, others[index]]] : [],
    ),
  ]
}

function identifierOf({ identity, profile }: PlanInput): string | undefined {
  return identity?.identifier ?? profile.identifier
}

/**
 * A configuration profile that does not say is for the user (TopLevel.yaml in apple/device-management). Of a payload alone,
 * which has no identifier around it, that is not known.
 */
function scopeOf({ identity, scope }: PlanInput): string | undefined {
  return identity?.scope ?? scope ?? (identity?.identifier === undefined ? undefined : 'User')
}

function hiveOf({ hive, stores = [] }: PlanInput): Hive | undefined {
  return hive ?? stores.find((store) => store.hive !== undefined)?.hive
}

function channelOf(input: PlanInput): string | undefined {
  if (hiveOf(input)) return 'the registry'
  return input.identity && 'a configuration profile'
}

function settingSteps(
  change: ProfileChange,
  after: PlanInput | undefined,
  { document, appVersion }: PlanOptions,
): PlanStep[] {
  if (change.kind === 'field-changed') return []
  const known = keyNamed(document, change.key)
  const { key } = change
  switch (change.kind) {
    case 'removed': {
      const fallback = known?.default === undefined ? {} : { default: known.default }
      const stays = after && hiveOf(after) ? [step('stays-in-registry', { key })] : []
      return [step('setting-removed', { key, ...fallback }), ...stays]
    }
    case 'name-changed':
      return [step('setting-renamed', { key, previousName: change.previousName })]
    case 'added':
    case 'changed': {
      const { state, since } = known && appVersion !== undefined ? availabilityAt(known, appVersion) : {}
      const ignored = state === 'not-yet' ? [step('ignored-by-older-apps', { key, since: since! })] : []
      return [step(codeOf(change), { key }), ...ignored]
    }
  }
}

function codeOf(change: Extract<ProfileChange, { kind: 'added' | 'changed' }>): PlanCode {
  if (change.kind === 'added') return 'setting-added'
  return change.unresolved ? 'setting-unresolved' : 'setting-changed'
}

/** When devices use what changed. */
function timing(changes: readonly ProfileChange[], { appVersion }: PlanOptions): PlanStep[] {
  if (!changes.some(({ kind }) => kind !== 'field-changed')) return []
  const since = beginningOf('rechecks', 'darwin')
  if (appVersion === undefined) return [step('restart-needed', { until: since }), step('relaunch-enforced', { since })]
  const rechecks = readerRules(appVersion, 'darwin').some(({ id }) => id === 'rechecks')
  return [rechecks ? step('relaunch-enforced', { since }) : step('restart-needed')]
}

/** What follows from managing something, or no longer. */
function consequences(
  before: PlanInput | undefined,
  after: PlanInput | undefined,
  { document }: PlanOptions,
): PlanStep[] {
  const steps: PlanStep[] = []
  const usesMachineHive = (input: PlanInput | undefined) => input !== undefined && hiveOf(input) === 'HKLM'
  if (usesMachineHive(after) && !usesMachineHive(before))
    steps.push(step('machine-hive-hides-user', { since: beginningOf('machine-hive-hides-user', 'win32') }))
  const [locked, locks] = [before, after].map(
    (input) => input !== undefined && locksLocalSettings(input.profile, document),
  )
  if (locked !== locks) steps.push(step(locks ? 'locks-local-settings' : 'unlocks-local-settings'))
  return steps
}

/** Where only settings of the app's own behaviour are managed, local ones stay in effect (rule `app-behavior-only`). */
function locksLocalSettings({ settings }: Profile, document: SchemaDocument): boolean {
  return settings.some((setting) => {
    const key = keyNamed(document, setting.name)
    return key !== undefined && !key.appBehaviorOnly && !isUnset(setting)
  })
}

function beginningOf(id: ReaderRuleId, platform: Platform): string {
  return readerRules('@next', platform).find((rule) => rule.id === id)!.since!
}

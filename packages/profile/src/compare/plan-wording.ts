import type { JsonValue } from '@cowork-mdm/schema'

/**
 * `destructive`: devices lose settings, for good or until something else has happened; `warning`: it may not have the
 * effect that was meant; `info`: what happens.
 */
export type PlanSeverity = 'info' | 'warning' | 'destructive'

export interface PlanFacts {
  /** Setting concerned. */
  key?: string
  /** What of the identity differs: `PayloadIdentifier`, `PayloadUUID`, those of the payload. */
  what?: string
  from?: string
  to?: string
  /** Earlier name of the setting. */
  previousName?: string
  /** Release that something begins with. */
  since?: string
  /** Release that something ends with. */
  until?: string
  /** What the app uses where a setting is not set. */
  default?: JsonValue
}

/** Everything that a plan can say: how grave it is, and its wording. */
export const PLAN_WORDING = {
  // What becomes of the delivery as a whole; a plan has one of these.
  none: info(() => 'Nothing changes on the devices.'),
  add: info(() => 'Devices get the profile for the first time.'),
  'in-place-update': info(() => 'Devices update the profile in place.'),
  replace: destructive(
    () => 'Devices remove the profile and install another in its place; settings are gone in between.',
  ),
  remove: destructive(() => 'Devices lose the profile and everything it sets.'),
  // Why it is replaced, and what else is not a matter of single settings.
  'identity-changed': destructive(
    ({ what, from, to }) => `${what} changes from ${from} to ${to}; keep it to update in place.`,
  ),
  'identity-from-name': warning(
    ({ from, to }) =>
      `The name changes from ${from} to ${to}, and identifiers are made from it where the profile has none; give it an identifier, or keep that of what is deployed.`,
  ),
  'scope-changed': destructive(
    ({ from, to }) => `The scope changes from ${from} to ${to}; servers and devices take that for another profile.`,
  ),
  'payload-type-changed': destructive(
    ({ from, to }) => `The payload changes from ${from} to ${to}: one is removed, the other installed.`,
  ),
  'hive-changed': destructive(
    ({ from, to }) => `Values move from ${from} to ${to}; those in ${from} stay until they are deleted.`,
  ),
  'channel-changed': warning(
    ({ from, to }) => `What was delivered by ${from} is now delivered by ${to}; the old one stays until it is removed.`,
  ),
  // Single settings.
  'setting-added': info(({ key }) => `${key} is set.`),
  'setting-changed': info(({ key }) => `${key} changes.`),
  'setting-unresolved': info(({ key }) => `${key} holds a reference: whether it changes depends on what is filled in.`),
  'setting-removed': info(({ key, default: value }) =>
    value === undefined
      ? `${key} is no longer set; the app falls back to its own default.`
      : `${key} is no longer set; the app falls back to its default, ${JSON.stringify(value)}.`,
  ),
  'setting-renamed': info(({ key, previousName }) => `${key} is set by that name instead of ${previousName}.`),
  'stays-in-registry': warning(
    ({ key }) =>
      `${key} stays in the registry unless the file deletes it; export with what was deployed before (--previous).`,
  ),
  'ignored-by-older-apps': warning(({ key, since }) => `${key} is ignored by releases before ${since}.`),
  // When it takes effect, and what follows from it.
  'restart-needed': warning(({ until }) =>
    until === undefined
      ? 'A running app uses the change only after a restart.'
      : `A running app of a release before ${until} uses the change only after a restart.`,
  ),
  'relaunch-enforced': info(
    ({ since }) =>
      `From release ${since} on, a running app finds the change within minutes and is relaunched in time (relaunchEnforcementHours).`,
  ),
  'machine-hive-hides-user': warning(
    ({ since }) => `From release ${since} on, any value under HKLM hides everything that stands under HKCU.`,
  ),
  'locks-local-settings': warning(
    () => 'Managed settings replace what users have configured themselves, as a whole, and lock it.',
  ),
  'unlocks-local-settings': warning(
    () =>
      'Nothing but the behaviour of the app is managed any more: what users configure themselves takes effect again.',
  ),
} satisfies Record<string, Wording>

export type PlanCode = keyof typeof PLAN_WORDING

interface Wording {
  severity: PlanSeverity
  text: (facts: PlanFacts) => string
}

function info(text: Wording['text']): Wording {
  return { severity: 'info', text }
}

function warning(text: Wording['text']): Wording {
  return { severity: 'warning', text }
}

function destructive(text: Wording['text']): Wording {
  return { severity: 'destructive', text }
}

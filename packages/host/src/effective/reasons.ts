import type { ReaderRuleId } from '@cowork-mdm/schema'

interface Facts {
  /** The place that counts instead. */
  by: string
  /** Type as stored, or the name that is meant. */
  detail: string
}

interface Wording {
  text: (facts: Facts) => string
  /** The reader rule that decides so. */
  rule?: ReaderRuleId
}

/** Everything that can be the reason why a value counts or does not, and its wording. */
const REASONS = {
  'only-here': { text: () => 'Nothing else sets it.' },
  'highest-source': { text: ({ by }) => `It comes before ${by}.` },
  'server-answer': {
    text: () => 'The bootstrap server’s answer takes the place of managed settings.',
    rule: 'bootstrap-replaces',
  },
  'user-plist-first': { text: ({ by }) => `The user’s property list sets it too (${by}).`, rule: 'user-plist-wins' },
  'machine-value-first': { text: ({ by }) => `HKLM sets it too (${by}).`, rule: 'hives-merged' },
  'hidden-by-machine-hive': {
    text: ({ by }) => `There is a value in ${by}, so nothing under HKCU is read.`,
    rule: 'machine-hive-hides-user',
  },
  'local-replaced': {
    text: ({ by }) => `Settings are managed (${by}), so local ones do not count.`,
    rule: 'managed-replaces-local',
  },
  'local-disabled': {
    text: ({ by }) => `Settings are managed and cannot be read (${by}); local ones do not count either.`,
    rule: 'unusable-disables-local',
  },
  'behavior-from-managed': {
    text: ({ by }) => `Settings of the app’s own behaviour are managed (${by}), so all of these come from there.`,
    rule: 'app-behavior-only',
  },
  'package-library-first': {
    text: ({ by }) => `The app is a package and has local configurations of its own (${by}).`,
    rule: 'local-in-package',
  },
  'not-a-package': { text: () => 'The app is no package, so it does not look there.', rule: 'local-in-package' },
  'server-decides': {
    text: () => 'What the bootstrap server answers takes its place, and is not known here.',
    rule: 'bootstrap-replaces',
  },
  'server-replaced': {
    text: ({ by }) => `The bootstrap server’s answer (${by}) takes the place of managed settings.`,
    rule: 'bootstrap-replaces',
  },
  'not-remote': { text: () => 'A bootstrap server must not set it.', rule: 'bootstrap-replaces' },
  'no-server-asked': { text: () => 'No bootstrap server is asked.' },
  'present-name-first': {
    text: ({ detail }) => `It is set as ${detail} too, which is a later name.`,
    rule: 'legacy-names-renamed',
  },
  'source-refused': { text: ({ by }) => `The app reads nothing from ${by}.` },
  'unreadable-type': { text: ({ detail }) => `The app does not read ${detail}.`, rule: 'registry-types' },
  empty: { text: () => 'It is empty, which means: not set.' },
  invalid: { text: () => 'The value is not what the setting takes.' },
  'invalid-fail-closed': { text: () => 'The value is not what the setting takes; its strictest value is used.' },
  'unnamed-value': { text: () => 'A value without a name is no setting.' },
  'dotted-name': { text: ({ detail }) => `Names have no dots: write ${detail} as one map.`, rule: 'subkeys-unread' },
  'unknown-name': { text: () => 'The app knows no such setting.', rule: 'unknown-names-ignored' },
  'not-yet': { text: ({ detail }) => `The app knows it from ${detail} on.` },
  removed: { text: ({ detail }) => `The app no longer knows it${detail}.` },
  'maybe-hidden': { text: ({ by }) => `${by} could not be read; it may hide this.` },
} satisfies Record<string, Wording>

export type ReasonCode = keyof typeof REASONS

/** Why a value counts or does not. */
export interface Reason {
  code: ReasonCode
  message: string
  rule?: ReaderRuleId
  /** Id of the source that counts instead. */
  by?: string
}

/** A reason in words; `by` is the source that counts instead. */
export function reason(
  code: ReasonCode,
  { by, detail = '' }: { by?: { id: string; place: string }; detail?: string } = {},
): Reason {
  const { text, rule }: Wording = REASONS[code]
  return {
    code,
    message: text({ by: by?.place ?? '', detail }),
    ...(rule && { rule }),
    ...(by && { by: by.id }),
  }
}

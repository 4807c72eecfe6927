import type { Condition } from './setting-relations.js'

/** A form of a value, or a part of one, that came later than its setting. */
export interface ValueSince {
  /** The value has it where this holds. */
  of: Condition
  /** The setting is a list; the condition holds inside of one entry. */
  inEntry?: true
  /** First release that reads it. */
  since: string
  /** What earlier releases do. */
  effect: string
  source: string
}

const REFERENCE = 'vendor documentation, configuration reference, and changelog'
const IGNORED = 'earlier releases leave it out'
const INVALID = 'earlier releases ignore the setting'

/** Every known one. */
export const VALUES_SINCE: readonly ValueSince[] = [
  {
    of: { setting: 'inferenceProvider', is: 'anthropic' },
    since: '1.8089.0',
    effect: 'earlier releases have no such provider',
    source: REFERENCE,
  },
  {
    of: { setting: 'inferenceCredentialKind', is: 'workforce' },
    since: '1.15200.0',
    effect: INVALID,
    source: REFERENCE,
  },
  {
    of: { setting: 'inferenceCredentialKind', is: 'external-idp' },
    since: '2.7032.0',
    effect: INVALID,
    source: REFERENCE,
  },
  {
    of: { setting: 'allowedWorkspaceFolders', at: '/mode' },
    inEntry: true,
    since: '1.26832.0',
    effect: 'earlier releases let the folder be written',
    source: REFERENCE,
  },
  {
    of: { setting: 'inferenceModels', at: '/prefer1m' },
    inEntry: true,
    since: '1.21459.0',
    effect: IGNORED,
    source: REFERENCE,
  },
  { of: { setting: 'inferenceGatewayOidc', at: '/resource' }, since: '1.30096.1', effect: IGNORED, source: REFERENCE },
  {
    of: { setting: 'inferenceVertexWorkforceOidc', at: '/omitOfflineAccess' },
    since: '1.17377.1',
    effect: IGNORED,
    source: REFERENCE,
  },
  { of: { setting: 'claudeAiImport', at: '/exportEnabled' }, since: '1.32352.0', effect: IGNORED, source: REFERENCE },
  {
    of: { setting: 'managedMcpServers', at: '/oauth/authFlow' },
    inEntry: true,
    since: '1.25927.0',
    effect: IGNORED,
    source: REFERENCE,
  },
  {
    of: { setting: 'managedMcpServers', at: '/oauth/mode', is: 'hosted' },
    inEntry: true,
    since: '1.32885.1',
    effect: IGNORED,
    source: REFERENCE,
  },
  {
    of: { setting: 'builtinToolPolicy', name: /\(.*\)$/ },
    since: '1.37937.0',
    effect: 'earlier releases drop the entry, and the tool runs without asking',
    source: REFERENCE,
  },
]

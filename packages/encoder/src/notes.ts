import type { SourceRange } from '@cowork-mdm/profile'

/** Everything that encoding or decoding may have to say without failing, and its wording. */
const WORDING = {
  'unset-left-out': ({ key }) => `${key} has no value and is left out.`,
  'empty-left-out': ({ key }) => `${key} is empty and is left out, as --drop-empty asks.`,
  'unknown-key-left-out': ({ key }) => `${key} is no known setting and is left out.`,
  'not-remote-left-out': ({ key }) => `${key} cannot be set by a bootstrap server and is left out.`,
  'field-not-carried': ({ detail }) => `This format has no place for the profile's ${detail}.`,
  'value-changed': ({ key, detail }) => `${key} arrives as ${detail}: this format has no other form for such a value.`,
  'slot-left': ({ key, detail }) => `${key} still holds ${detail}, which has to be filled in.`,
  untried: ({ detail }) => `Not tried on ${detail}.`,
  'set-twice': ({ key, detail }) => `${key} is set more than once; ${detail}.`,
  'unreadable-type': ({ key, detail }) => `${key} is stored as ${detail}, which the app does not read.`,
  'repaired-backslashes': ({ key }) => `${key} holds JSON text with stray backslashes, which the app doubles.`,
  'not-json': ({ key, detail }) => `${key} is stored as ${detail}; it is kept as text.`,
  'inexact-integer': ({ key }) => `${key} is an integer beyond 2^53, which the app cannot hold exactly.`,
  'not-forced': ({ detail }) =>
    `Settings under ${detail} are written into the user's preferences, which the app does not read.`,
  'unusual-envelope': ({ detail }) => `${detail}; macOS may refuse the profile.`,
  'payload-replaced': ({ detail }) => `${detail}: devices remove the payload and install the new one.`,
  'payload-removed': ({ detail }) => `The deployed payload ${detail} is not in this profile: devices remove it.`,
  'scope-changed': ({ detail }) => `The scope changes ${detail}: devices need the profile removed and installed again.`,
  'identifier-changed': ({ detail }) =>
    `The identifier changes ${detail}: devices keep the deployed profile until it is removed.`,
  substituted: ({ key, detail }) => `${key} holds text that ${detail} replaces.`,
  removed: ({ detail }) => `${detail} is removed by this file.`,
  'too-long-for-policy': ({ key, detail }) =>
    `${key} is longer than the ${detail} characters that group policy can carry.`,
  'too-large-for-intune': ({ detail }) => `The script is larger than the ${detail} that Intune takes.`,
  'byte-order-mark': () => 'The file begins with a byte order mark, which JSON does not have.',
  'registry-encoding': ({ detail }) =>
    `The file is ${detail}; only UTF-16 (little endian, with a byte order mark) is read right everywhere.`,
  'stray-backslash': () => 'A backslash that is not doubled stands for itself here; registry editors may drop it.',
  'foreign-entry': ({ detail }) => `${detail} is not read as settings.`,
} satisfies Record<string, (facts: NoteFacts) => string>

export type NoteCode = keyof typeof WORDING

interface NoteFacts {
  /** Setting concerned. */
  key?: string
  detail?: string
}

export interface Note extends NoteFacts {
  code: NoteCode
  message: string
  range?: SourceRange
}

export function note(code: NoteCode, facts: NoteFacts & { range?: SourceRange } = {}): Note {
  return { code, message: WORDING[code](facts), ...facts }
}

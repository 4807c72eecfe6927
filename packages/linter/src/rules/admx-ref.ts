import type { AdmxProblemCode } from '@cowork-mdm/encoder/admx'
import { defineRule } from '../rule.js'

type Message = (facts: { subject: string }) => string

/** Reported by `lint` itself, from what `validateAdmx` finds. */
export const admxRef = defineRule({
  group: 'target-limits',
  severity: 'error',
  summary: 'A policy template that a console refuses, or whose values the app does not read',
  why: 'An ADMX file names texts and controls of its ADML files, folders and releases. One name that is wrong, and the policy editor shows an error instead of all policies; Intune refuses the import, often without telling why. Elements of some kinds write registry values that the app does not read.',
  remedy:
    'Mend the place of the finding, or make the files again: `cowork-mdm schema export --to admx` writes complete ones.',
  source:
    'Microsoft, ADMX syntax and import of custom administrative templates; microsoft/vscode#278352 and #320551, makemeadmin#49',
  messages: {
    'not-admx': ({ subject }) => `${subject} is no well-formed policy template.`,
    'bad-id': ({ subject }) =>
      `The identifier ${subject} has other characters than letters, digits and underscores, at which OMA-URI paths break.`,
    'duplicate-id': ({ subject }) => `The identifier ${subject} stands twice.`,
    'missing-category': ({ subject }) => `No category is called ${subject}.`,
    'missing-support': ({ subject }) => `No definition under supportedOn is called ${subject}.`,
    'missing-string': ({ subject }) => `The text $(string.${subject}) is missing from the string table.`,
    'missing-presentation': ({ subject }) => `The presentation ${subject} is missing.`,
    'unmatched-element': ({ subject }) =>
      `The control ${subject} of the presentation and the element of its policy do not belong together.`,
    'unsupported-control': ({ subject }) => `Intune has no control ${subject} and refuses the file.`,
    'blocked-key': ({ subject }) => `Windows refuses an ingested template that writes to ${subject}.`,
    'text-too-long': ({ subject }) =>
      `${subject} has a text that is longer than a template (255 characters) or registry.pol (32,766) can carry.`,
    'unread-element': ({ subject }) =>
      `The element ${subject} writes a value of a kind, or in a place, that the app does not read; use text.`,
    'file-too-large': ({ subject }) => `The file has ${subject} bytes; Intune imports at most 1,000,000.`,
    'no-english': () => 'Expected texts in en-US beside the template, found none; Intune wants them.',
  } satisfies Record<AdmxProblemCode, Message>,
})

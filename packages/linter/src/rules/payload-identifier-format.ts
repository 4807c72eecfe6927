import { entryOf } from '@cowork-mdm/profile'
import { defineRule } from '../rule.js'

const REVERSE_DNS = /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9_-]+)+$/
const EXAMPLE = /^(?:com|org|net)\.(?:example|acme|mycompany|yourcompany|company|yourorg)(?:\.|$)/i
/** Prefix of identifiers that this tool and its predecessor make where none is given. */
const OURS = /^com\.cowork-mdm\./i

export const payloadIdentifierFormat = defineRule({
  group: 'identity',
  severity: 'warning',
  summary: 'An identifier that is not the organisation’s own',
  why: 'Identifiers are one namespace on a machine. One that is not made from a domain of the organisation may meet that of somebody else, and the profiles replace each other.',
  remedy:
    'Begin it with a domain that is yours, reversed: set `identifier` in the profile or pass `--payload-identifier-prefix`.',
  source: 'Apple, TopLevel: PayloadIdentifier is reverse-DNS; macadmins/contour, docs for CI',
  messages: {
    format: ({ identifier }: { identifier: string }) =>
      `${identifier} is no reverse-DNS identifier such as org.university.claude.`,
    example: ({ identifier }: { identifier: string }) =>
      `${identifier} begins with a name from examples, not with your domain.`,
    ours: ({ identifier }: { identifier: string }) =>
      `${identifier} begins with this tool’s own prefix; choose one from your domain.`,
  },
  check: ({ artifact: { profile, raw, format } }, report) => {
    const { identifier } = profile
    if (identifier === undefined) return
    const node = raw.type === 'dict' ? (entryOf(raw, 'PayloadIdentifier') ?? entryOf(raw, 'identifier')) : undefined
    // It came from a file that this one extends.
    if (format === 'yaml' && !node) return
    const wrong = !REVERSE_DNS.test(identifier)
      ? 'format'
      : EXAMPLE.test(identifier)
        ? 'example'
        : OURS.test(identifier)
          ? 'ours'
          : undefined
    if (wrong) report(wrong, { identifier }, { range: node?.range })
  },
})

import { envelopesOf, placeOf, textOf } from '../identity/envelope-of.js'
import { defineRule } from '../rule.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** One digit throughout, or digits in a row: what people type to have something. */
const TYPED = /^(.)\1{31}$|^1234567890?abcdef|^0123456789abcdef/i

export const payloadUuidPlaceholder = defineRule({
  group: 'identity',
  severity: 'error',
  summary: 'A UUID that is missing, malformed or an example',
  why: 'Profiles copied from a guide often keep its UUID, and so share it with others. All zeros and other texts are refused by some consoles and taken by others.',
  remedy:
    'Make a UUID, or let `cowork-mdm profile export` make it from the identifier: then it stays the same with every export.',
  source: 'Apple, CommonPayloadKeys: PayloadUUID is required and unique',
  messages: {
    missing: ({ what }: { what: string }) => `Expected a PayloadUUID in ${what}, found none.`,
    malformed: ({ what }: { what: string }) => `Expected a UUID as PayloadUUID of ${what}, found another text.`,
    typed: ({ what }: { what: string }) => `The PayloadUUID of ${what} is an example; make one of its own.`,
  },
  check: ({ artifact }, report) => {
    for (const envelope of envelopesOf(artifact)) {
      const { what, node } = envelope
      const uuid = textOf(node, 'PayloadUUID')
      const at = { range: placeOf(envelope, 'PayloadUUID') }
      if (uuid === undefined) report('missing', { what }, at)
      else if (!UUID.test(uuid)) report('malformed', { what }, at)
      else if (TYPED.test(uuid.replaceAll('-', ''))) report('typed', { what }, at)
    }
  },
})

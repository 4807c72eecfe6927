import { defineRule } from '../rule.js'

/** Reported by `lint` itself: there is no artifact to check. */
export const cannotRead = defineRule({
  group: 'hygiene',
  severity: 'error',
  summary: 'A file cannot be read as what it should be',
  source: 'the decoders of the encoder package',
  messages: { broken: ({ reason }: { reason: string }) => reason },
  check: () => undefined,
})

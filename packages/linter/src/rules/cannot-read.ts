import { defineRule } from '../rule.js'

/** Reported by `lint` itself: there is no artifact to check. */
export const cannotRead = defineRule({
  group: 'hygiene',
  severity: 'error',
  summary: 'A file cannot be read as what it should be',
  why: 'Nothing in a file that does not parse reaches the app: macOS, Windows or the console refuses it, or takes a part of it without a word. Names that stand twice, document types that declare something and control characters belong here too: readers disagree about them.',
  remedy:
    'Go to the place of the finding and mend the syntax. For a registry file, check the encoding first: regedit wants UTF-16.',
  source: 'the decoders of the encoder package',
  messages: { broken: ({ reason }: { reason: string }) => reason },
})

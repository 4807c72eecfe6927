import { defineRule } from '../rule.js'

/** Reported by `lint` itself, from comments. */
export const unusedSuppression = defineRule({
  group: 'suppressions',
  severity: 'warning',
  summary: 'A comment that accepts a finding which there is none of',
  why: 'What was accepted is gone. The comment would hide the next finding of that rule, which nobody has looked at.',
  remedy: 'Remove the comment, or the name of the rule in it.',
  source: 'this tool',
  messages: {
    unused: ({ name }: { name: string }) => `There is no finding of ${name} here; remove it from the comment.`,
  },
})

import { defineRule } from '../rule.js'

/** Reported by `lint` itself, from comments. */
export const invalidSuppression = defineRule({
  group: 'suppressions',
  severity: 'error',
  summary: 'A comment that accepts findings without a reason or without a rule',
  why: 'An accepted finding without a reason is a question for whoever comes next. A rule that does not exist accepts nothing, while everybody believes it does.',
  remedy:
    'Write `# cowork-mdm-disable-next-line RULE -- reason`, or `# cowork-mdm-disable RULE -- reason` for the whole file.',
  source: 'this tool',
  messages: {
    unexplained: () => 'Expected a reason behind " -- ", found none; the comment accepts nothing.',
    nameless: () => 'Expected the rule whose findings are accepted, found none.',
    unknown: ({ name, suggestion }: { name: string; suggestion?: string | undefined }) =>
      `No rule is called ${name}.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`,
  },
})

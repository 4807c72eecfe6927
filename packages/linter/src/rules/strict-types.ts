import { defineRule } from '../rule.js'
import { TARGET_NAMES, type Target } from '../target.js'

/** Consoles that check the types of a profile's values instead of converting them. */
const STRICT: ReadonlySet<Target> = new Set(['apple-business'])

export const strictTypes = defineRule({
  group: 'target-limits',
  severity: 'warning',
  summary: 'A number in the place of a boolean, for a console that checks types',
  why: 'macOS and most consoles take 1 for true. Apple Business checks types strictly and refuses the profile.',
  remedy: 'Write `<true/>` or `<false/>`. `--fix` does.',
  source: 'microsoft/mdatp-xplat#257',
  messages: {
    type: ({ name, target }: { name: string; target: Target }) =>
      `${name} is a boolean stored as a number, which ${TARGET_NAMES[target]} refuses.`,
  },
  check: (subject, report) => {
    const { target } = subject.context
    if (target === undefined || !STRICT.has(target) || subject.artifact.identity === undefined) return
    for (const setting of subject.settings) {
      const { key, source, value } = setting
      if (key?.value.type !== 'boolean' || source?.node.type !== 'integer' || typeof value !== 'boolean') continue
      const [start, end] = source.node.range
      const fix = { title: 'Write a boolean', edits: [{ start, end, text: `<${value}/>` }] }
      const isText = subject.artifact.text !== undefined
      report('type', { name: setting.name, target }, { setting, ...(isText && { fix }) })
    }
  },
})

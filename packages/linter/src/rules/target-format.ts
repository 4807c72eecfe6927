import { defineRule } from '../rule.js'
import { TARGET_NAMES, type Target } from '../target.js'
import { TARGET_FORMATS } from '../targets/target-formats.js'

export const targetFormat = defineRule({
  group: 'target-limits',
  severity: 'error',
  summary: 'A file of a kind that the console does not take',
  why: 'Each console takes a few kinds of files. Group policy takes no configuration profile, and a console for Macs no registry file.',
  remedy: 'Export the profile in a format of the console: `cowork-mdm profile formats` lists them all.',
  source: 'vendor documentation of the consoles; table of formats by console',
  messages: {
    other: ({ format, target, formats }: { format: string; target: Target; formats: readonly string[] }) =>
      `${TARGET_NAMES[target]} takes no ${format}; export the profile as ${formats.join(', ')}.`,
  },
  check: ({ artifact: { format }, platform, context: { target } }, report) => {
    if (target === undefined || platform === 'any') return
    const formats = TARGET_FORMATS[target]
    if (!formats.includes(format)) report('other', { format, target, formats })
  },
})

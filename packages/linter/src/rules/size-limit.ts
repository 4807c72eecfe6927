import { defineRule } from '../rule.js'
import { TARGET_NAMES, type Target } from '../target.js'
import { LARGEST } from '../targets/target-formats.js'

export const sizeLimit = defineRule({
  group: 'target-limits',
  severity: 'error',
  summary: 'A file that is larger than the console takes',
  why: 'Intune takes custom profiles of at most 1,000,000 bytes and scripts of at most 200 KB; a larger file is refused when it is uploaded.',
  remedy: 'Shorten the largest values, or split what belongs to different groups of people into profiles of their own.',
  source: 'memdocs, custom-settings-macos: maximum file size; Intune limits of scripts',
  messages: {
    large: ({ size, most, target }: { size: number; most: number; target: Target }) =>
      `The file has ${size} bytes; ${TARGET_NAMES[target]} takes at most ${most}.`,
  },
  check: ({ artifact: { format, text, raw }, context: { target } }, report) => {
    if (target === undefined) return
    const most = LARGEST[target]?.[format] ?? Infinity
    const size = text === undefined ? raw.range[1] : new TextEncoder().encode(text).length
    if (size > most) report('large', { size, most, target })
  },
})

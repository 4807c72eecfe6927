import { defineRule } from '../rule.js'

export const byteOrderMark = defineRule({
  group: 'hygiene',
  severity: 'error',
  summary: 'A byte order mark before the first character',
  why: 'Consoles look at the first bytes: what does not begin with `<?xml` is taken for a signed profile by Fleet, and JSON has no mark at all.',
  remedy: 'Save the file as UTF-8 without a mark. `--fix` does.',
  source: 'fleetdm/fleet, server/mdm/apple/mobileconfig; RFC 8259, section 8.1',
  messages: {
    mark: () => 'The file begins with a byte order mark; remove it.',
  },
  check: ({ artifact: { text } }, report) => {
    if (!text?.startsWith('\ufeff')) return
    const fix = { title: 'Remove the byte order mark', edits: [{ start: 0, end: 1, text: '' }] }
    report('mark', {}, { range: [0, 1], fix })
  },
})

import { envelopesOf } from '../identity/envelope-of.js'
import { defineRule } from '../rule.js'

export const xmlDeclaration = defineRule({
  group: 'hygiene',
  severity: 'error',
  summary: 'A profile that does not begin with <?xml',
  why: 'Some consoles tell a profile from a signed one by its first bytes. One without a declaration, or with an empty line before it, is refused as broken.',
  remedy: 'Begin the file with `<?xml version="1.0" encoding="UTF-8"?>`. `--fix` does.',
  source: 'fleetdm/fleet, server/mdm/apple/mobileconfig',
  messages: {
    missing: () => 'Expected <?xml at the very beginning of the profile.',
  },
  check: ({ artifact }, report) => {
    const { text } = artifact
    const source = text?.replace(/^\ufeff/, '')
    if (envelopesOf(artifact).length === 0 || source === undefined || source.startsWith('<?xml')) return
    const at = text!.length - source.length
    const end = at + /^\s*/.exec(source)![0].length
    const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    const fix = { title: 'Begin with the declaration', edits: [{ start: at, end, text: declaration }] }
    report('missing', {}, { range: [at, Math.max(end, at + 1)], fix })
  },
})

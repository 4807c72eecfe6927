import { entryOf, type RawNode } from '@cowork-mdm/profile'
import type { Fix } from '../finding.js'
import { envelopesOf, placeOf } from '../identity/envelope-of.js'
import { defineRule } from '../rule.js'

export const payloadVersionType = defineRule({
  group: 'identity',
  severity: 'error',
  summary: 'A PayloadVersion that is not the integer 1',
  why: 'macOS is generous, consoles are not: one that checks types refuses a profile whose PayloadVersion is a text, a real number, or missing in a payload.',
  remedy:
    'Write `<integer>1</integer>` in the profile and in each payload. `--fix` does where the type alone is wrong.',
  source: 'Apple, TopLevel and CommonPayloadKeys; microsoft/mdatp-xplat#257',
  messages: {
    missing: ({ what }: { what: string }) => `Expected PayloadVersion 1 in ${what}, found none.`,
    other: ({ what, type }: { what: string; type: string }) =>
      `Expected the integer 1 as PayloadVersion of ${what}, found ${type}.`,
  },
  check: ({ artifact }, report) => {
    for (const envelope of envelopesOf(artifact)) {
      const { what, node } = envelope
      const version = entryOf(node, 'PayloadVersion')
      const at = { range: placeOf(envelope, 'PayloadVersion') }
      if (!version) report('missing', { what }, at)
      else if (version.type !== 'integer') {
        report('other', { what, type: `<${version.type}>` }, { ...at, fix: asInteger(version, artifact.text) })
      } else if (version.value !== 1) report('other', { what, type: String(version.value) }, at)
    }
  },
})

/** A text or real number that says 1. */
function asInteger(version: RawNode, text: string | undefined): Fix | undefined {
  const isOne = (version.type === 'string' || version.type === 'real') && Number(version.value) === 1
  if (text === undefined || !isOne) return undefined
  const [start, end] = version.range
  return { title: 'Write the integer 1', edits: [{ start, end, text: '<integer>1</integer>' }] }
}

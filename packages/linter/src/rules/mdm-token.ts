import { textsIn } from '@cowork-mdm/schema/values'
import { defineRule } from '../rule.js'
import { TARGET_NAMES, type Target } from '../target.js'
import { knows, TOKENS } from '../targets/tokens.js'
import { listed } from '../values/hosts.js'
import { isOpen } from '../values/is-open.js'

export const mdmToken = defineRule({
  group: 'placeholders',
  severity: 'warning',
  summary: 'A token that the console does not fill in',
  why: 'Consoles put facts of a device into a profile where its own tokens stand: `$SERIALNUMBER` in Jamf Pro, `{{serialnumber}}` in Intune, `$FLEET_VAR_…` in Fleet. A token of another console, one in the wrong case and one that is misspelt reach the app as they are.',
  remedy: 'Write the token as the console that delivers the profile has it, or put the value itself in its place.',
  source:
    'vendor documentation of the consoles, see the table of tokens; Intune does not check names and minds their case',
  messages: {
    foreign: ({ token, systems, target }: { token: string; systems: readonly Target[]; target: Target }) =>
      `${token} is a token of ${listed(systems.map((system) => TARGET_NAMES[system]))}; ${TARGET_NAMES[target]} does not fill it in.`,
    unknown: ({ token, system }: { token: string; system: Target }) =>
      `${token} looks like a token of ${TARGET_NAMES[system]}, which has none of that name.`,
    spelling: ({ token, system, right }: { token: string; system: Target; right: string }) =>
      `${token} is no token of ${TARGET_NAMES[system]}, which minds upper and lower case: write ${right}.`,
  },
  check: ({ settings, context: { target } }, report) => {
    for (const setting of settings) {
      for (const { text, pointer } of textsIn(setting.value)) {
        for (const token of tokensIn(text)) {
          const at = { setting, pointer }
          if (token.known.length === 0) {
            const { text: written, syntax, right } = token
            // A token of no console may be a part of a secret.
            const facts = { token: isOpen(setting) ? written : '{{…}}', system: syntax.target }
            if (right === undefined || !isOpen(setting)) report('unknown', facts, at)
            else report('spelling', { ...facts, right }, at)
          } else if (target !== undefined && !token.known.includes(target))
            report('foreign', { token: token.text, systems: token.known, target }, at)
        }
      }
    }
  },
})

interface Token {
  text: string
  syntax: (typeof TOKENS)[number]
  /** Consoles that fill it in. */
  known: Target[]
  /** As it would be right, where only the case is wrong. */
  right?: string
}

/** Tokens in a text. Those of a syntax that others have too count only where some console knows the name. */
function tokensIn(text: string): Token[] {
  const found = new Map<string, Token>()
  for (const syntax of TOKENS) {
    for (const [token, name = ''] of text.matchAll(syntax.form)) {
      // `{{UPPER}}` is a placeholder of templates.
      if (/^\{\{[A-Z0-9_]+\}\}$/.test(token)) continue
      const isKnown = knows(syntax, name)
      if (!isKnown && !syntax.isOwn) continue
      const entry = found.get(token) ?? { text: token, syntax, known: [] }
      if (isKnown) entry.known.push(syntax.target)
      else {
        const right = [name.toLowerCase(), name.toUpperCase()].find((other) => knows(syntax, other))
        if (right !== undefined) entry.right = token.replace(name, right)
      }
      found.set(token, entry)
    }
  }
  return [...found.values()]
}

import { textsIn } from '@cowork-mdm/schema/values'
import { listed } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { TARGET_NAMES, type Target } from '../target.js'
import { knows, rightName, TOKENS, type TokenSyntax } from '../targets/tokens.js'
import { isOpen } from '../values/is-open.js'
import { pathsIn } from '../values/paths-in.js'

export const mdmToken = defineRule({
  group: 'placeholders',
  severity: 'warning',
  summary: 'A token that the console does not fill in',
  why: 'Consoles put facts of a device into a profile where its own tokens stand: `$SERIALNUMBER` in Jamf Pro, `{{serialnumber}}` in Intune, `$FLEET_VAR_…` in Fleet. A token of another console, one in the wrong case and one that is misspelt reach the app as they are. So does every token in a signed profile, as filling it in would break the signature.',
  remedy:
    'Write the token as the console that delivers the profile has it, or put the value itself in its place. Leave a profile with tokens unsigned: the console can sign it when they are filled in.',
  source:
    'vendor documentation of the consoles, see the table of tokens; Intune does not check names and minds their case',
  messages: {
    foreign: ({ token, systems, target }: { token: string; systems: readonly Target[]; target: Target }) =>
      `${token} is a token of ${listed(systems.map((system) => TARGET_NAMES[system]))}; ${TARGET_NAMES[target]} does not fill it in.`,
    unknown: ({ token, system }: { token: string; system: Target }) =>
      `${token} looks like a token of ${TARGET_NAMES[system]}, which has none of that name.`,
    signed: ({ token }: { token: string }) =>
      `${token} stands in a signed profile, where no console fills it in: that would break the signature.`,
    variable: ({ token, target }: { token: string; target: Target }) =>
      `${token} is filled in neither by ${TARGET_NAMES[target]} nor by the app.`,
    spelling: ({ token, system, right }: { token: string; system: Target; right: string }) =>
      `${token} is no token of ${TARGET_NAMES[system]}, which minds upper and lower case: write ${right}.`,
  },
  check: (subject, report) => {
    const { artifact, settings, context } = subject
    const { target } = context
    for (const setting of settings) {
      for (const { text, pointer } of textsIn(setting.value)) {
        const at = { setting, pointer }
        for (const token of tokensIn(text, target)) {
          if (token.known.length === 0) {
            const { text: written, syntax, right } = token
            // A token of no console may be a part of a secret.
            const facts = { token: isOpen(setting) ? written : '{{…}}', system: syntax.target }
            if (right === undefined || !isOpen(setting)) report('unknown', facts, at)
            else report('spelling', { ...facts, right }, at)
          } else if (artifact.isSigned) report('signed', { token: token.text }, at)
          else if (target !== undefined && !token.known.includes(target))
            report('foreign', { token: token.text, systems: token.known, target }, at)
        }
        const variable = target && variableIn(text, target)
        // In paths they are told by another rule.
        const isPath = variable && pathsIn(subject).some((path) => path.setting === setting && path.pointer === pointer)
        if (variable && !isPath) report('variable', { token: isOpen(setting) ? variable : '%…%', target }, at)
      }
    }
  },
})

interface Token {
  text: string
  syntax: TokenSyntax
  /** Consoles that fill it in. */
  known: Target[]
  /** As it would be right, where only the case is wrong. */
  right?: string
}

/**
 * Tokens in a text: those that some console fills in, and those that the console at hand seems to be meant by: of a syntax
 * that nothing else has, or of a name that it has in another case.
 */
function tokensIn(text: string, target: Target | undefined): Token[] {
  const found = new Map<string, Token>()
  for (const syntax of TOKENS) {
    for (const [token, name = ''] of text.matchAll(syntax.form)) {
      // `{{UPPER}}` is a placeholder of templates.
      if (/^\{\{[A-Z0-9_]+\}\}$/.test(token)) continue
      const isKnown = knows(syntax, name)
      const right = isKnown ? undefined : rightName(syntax, name)
      const isMeant =
        syntax.target === target ? syntax.isOwn || right !== undefined : syntax.isOwn && target === undefined
      if (!isKnown && !isMeant) continue
      const entry = found.get(token) ?? { text: token, syntax, known: [] }
      if (isKnown) entry.known.push(syntax.target)
      else if (right !== undefined) entry.right = token.replace(name, right)
      found.set(token, entry)
    }
  }
  return [...found.values()]
}

/** `%NAME%`, which Mosyle and others fill in, and Windows in other places. Preferences of group policy do as well. */
function variableIn(text: string, target: Target): string | undefined {
  return target === 'gpo' || text.includes('://') ? undefined : /%[A-Za-z_]{3,}%/.exec(text)?.[0]
}

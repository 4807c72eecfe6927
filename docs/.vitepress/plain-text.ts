import type { MarkdownOptions } from 'vitepress'

/** Han, and punctuation as wide as it. */
const IDEOGRAPH_END = /[\p{Script=Han}\u3000-\u303f\uff00-\uff5e]$/u
const IDEOGRAPH_START = /^[\p{Script=Han}\u3000-\u303f\uff00-\uff5e]/u

/** Text in our pages is text: two curly braces are what some MDM writes, not a template to fill in. */
export const plainText: MarkdownOptions['config'] = (markdown) => {
  const { code_inline: code, text } = markdown.renderer.rules
  markdown.renderer.rules.code_inline = (tokens, index, options, env, self) => {
    tokens[index]!.attrSet('v-pre', '')
    return code!(tokens, index, options, env, self)
  }
  // The end of a line is a space, which Chinese has not.
  markdown.renderer.rules.softbreak = (tokens, index) =>
    IDEOGRAPH_END.test(tokens[index - 1]?.content ?? '') || IDEOGRAPH_START.test(tokens[index + 1]?.content ?? '')
      ? ''
      : '\n'
  markdown.renderer.rules.text = (...args) => text!(...args).replaceAll('{{', '<span v-pre>{{</span>')
}

import type { MarkdownOptions } from 'vitepress'

/** Where a line ends or begins with Chinese; punctuation that is as wide stands beside anything. */
const HAN = { end: /\p{Script=Han}$/u, start: /^\p{Script=Han}/u }
const WIDE = { end: /[\u3000-\u303f\uff00-\uff5e]$/, start: /^[\u3000-\u303f\uff00-\uff5e]/ }

/** Text in our pages is text: two curly braces are what some MDM writes, not a template to fill in. */
export const plainText: MarkdownOptions['config'] = (markdown) => {
  const { code_inline: code, text } = markdown.renderer.rules
  markdown.renderer.rules.code_inline = (tokens, index, options, env, self) => {
    tokens[index]!.attrSet('v-pre', '')
    return code!(tokens, index, options, env, self)
  }
  // The end of a line is a space, which Chinese has not.
  markdown.renderer.rules.softbreak = (tokens, index) => {
    const [before = '', after = ''] = [tokens[index - 1]?.content, tokens[index + 1]?.content]
    const isChinese = HAN.end.test(before) && HAN.start.test(after)
    return isChinese || WIDE.end.test(before) || WIDE.start.test(after) ? '' : '\n'
  }
  markdown.renderer.rules.text = (...args) => text!(...args).replaceAll('{{', '<span v-pre>{{</span>')
}

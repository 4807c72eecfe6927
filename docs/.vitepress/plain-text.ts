import type { MarkdownOptions } from 'vitepress'

/** Text in our pages is text: two curly braces are what some MDM writes, not a template to fill in. */
export const plainText: MarkdownOptions['config'] = (markdown) => {
  const { code_inline: code, text } = markdown.renderer.rules
  markdown.renderer.rules.code_inline = (tokens, index, options, env, self) => {
    tokens[index]!.attrSet('v-pre', '')
    return code!(tokens, index, options, env, self)
  }
  markdown.renderer.rules.text = (...args) => text!(...args).replaceAll('{{', '<span v-pre>{{</span>')
}

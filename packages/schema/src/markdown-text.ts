/** Text that means nothing to Markdown, in one line. `@next` stands as code, as it would else notify a user of that name. */
export function markdownText(text: string): string {
  const plain = text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
  return plain.replace(/@[\w-]+/g, '`$&`')
}

/** A name as code; one that would not stay whole there is text. */
export function markdownCode(name: string): string {
  return /^[\w.-]+$/.test(name) ? `\`${name}\`` : markdownText(name)
}

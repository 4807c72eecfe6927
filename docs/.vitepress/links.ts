import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import type { MarkdownOptions } from 'vitepress'

const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
const { homepage } = JSON.parse(manifest) as { homepage: string }

/** Links as GitHub shows them, made to fit the site: files beside `docs` are in the repository, a folder's README is its index. */
export const links: MarkdownOptions['config'] = (markdown) => {
  markdown.core.ruler.push('links', ({ tokens, env }) => {
    const { relativePath = '' } = env as { relativePath?: string }
    for (const { children } of tokens) {
      for (const token of children ?? []) {
        const href = token.attrGet('href')
        if (token.type === 'link_open' && href !== null) token.attrSet('href', onSite(href, relativePath))
      }
    }
  })
}

function onSite(href: string, page: string): string {
  if (/^(?:[a-z]+:|[#/])/i.test(href)) return href
  const path = posix.join(posix.dirname(page), href)
  if (path.startsWith('../')) return `${homepage}/blob/main/${path.slice(3)}`
  return href.replace(/README\.md$/, 'index.md')
}

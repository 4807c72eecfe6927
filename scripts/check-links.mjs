// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Follows every link of a built site that stays in it, to the page and to the place on it.
 * @param {string} site folder of the built pages
 * @returns {{ pages: number, broken: { page: string, link: string }[] }}
 */
export function checkLinks(site) {
  const names = readdirSync(site, { recursive: true, encoding: 'utf8' })
  const pages = new Map(
    names
      .filter((name) => name.endsWith('.html'))
      .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(site, name), 'utf8')]),
  )
  const places = new Map([...pages].map(([name, html]) => [name, new Set(attributes(html, 'id'))]))
  const broken = [...pages].flatMap(([page, html]) =>
    [...new Set(attributes(html, 'href'))].filter((link) => !isThere(page, link)).map((link) => ({ page, link })),
  )
  return { pages: pages.size, broken }

  /**
   * @param {string} page
   * @param {string} link
   */
  function isThere(page, link) {
    const base = new URL(page, 'https://site.invalid/')
    if (!URL.canParse(link, base.href)) return false
    const { host, pathname, hash } = new URL(link, base)
    if (host !== base.host) return true
    const path = decodeURIComponent(pathname).slice(1)
    const target = [path, `${path}.html`, `${path}index.html`, `${path}/index.html`].find((name) => places.has(name))
    if (target === undefined) return path !== '' && existsSync(join(site, path)) && !path.endsWith('/')
    // The settings page finds its places by a script.
    if (hash === '' || path.startsWith('settings/')) return true
    return places.get(target)?.has(decodeURIComponent(hash.slice(1))) === true
  }
}

/**
 * @param {string} html
 * @param {string} name
 */
function attributes(html, name) {
  const matches = html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))
  return [...matches].map(([, value = '']) => value.replaceAll('&amp;', '&'))
}

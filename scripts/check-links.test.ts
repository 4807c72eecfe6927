import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkLinks } from './check-links.mjs'

const site = mkdtempSync(join(tmpdir(), 'check-links-'))
afterAll(() => rmSync(site, { recursive: true }))

test('links to pages, places, files and other sites are followed', () => {
  const files = {
    'index.html': '<a href="/guide/">x</a><a href="./guide/a#two">x</a><a href="https://example.com/nothing">x</a>',
    'guide/index.html': '<a href="a.html#one">x</a><a href="../logo.svg">x</a><a href="#here">x</a><p id="here">',
    'guide/a.html': '<h1 id="one"></h1><a href="/gone">x</a><a href="a#three">x</a><a href="../logo.svg/">x</a>',
    'logo.svg': '<svg/>',
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(site, name)), { recursive: true })
    writeFileSync(join(site, name), content)
  }
  const { pages, broken } = checkLinks(site)
  expect(pages).toBe(3)
  expect(broken.map(({ page, link }) => `${page} ${link}`).sort()).toEqual([
    'guide/a.html ../logo.svg/',
    'guide/a.html /gone',
    'guide/a.html a#three',
    'index.html ./guide/a#two',
  ])
})

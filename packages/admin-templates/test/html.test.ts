import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { latestSchema, type SchemaDocument } from '@cowork-mdm/schema'
import axe from 'axe-core'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderHtml, type RenderOptions } from '../src/index.js'
import { documents } from './documents.js'
import { kindsDocument } from './kinds-document.js'
import { CHROMIUM_FLAGS, findChromium } from '@cowork-mdm/test-support/chromium'
import * as probe from './support/page-probes.js'

async function pageOf(document = kindsDocument, options: RenderOptions = {}) {
  const rendered = await renderHtml(document, options)
  return { ...rendered, text: rendered.files[0]!.text }
}

test('golden file', async () => {
  const { files, text } = await pageOf()
  // Style and script stand in files of their own; here it is what comes from the document.
  const body = text.replace(/<(style|script)>.*?<\/\1>/gs, '<$1>…</$1>').replace(/sha256-[^']+/g, 'sha256-…')
  await expect(body.replaceAll(/(?=<(?:details|li|option|dl|h\d|div|p)\b)/g, '\n')).toMatchFileSnapshot(
    `golden/${files[0]!.path}.txt`,
  )
})

test.each(documents)('%s: holds each setting once, and nothing from elsewhere', async (_name, load) => {
  const document = await load()
  const { text, settings } = await pageOf(document)
  expect(settings).toEqual(document.keys.map(({ name }) => name).sort())
  expect([...text.matchAll(/<details class="[^"]*" id="([^"]*)"/g)].map(([, id]) => id)).toEqual(settings)
  expect(text).not.toMatch(/<(?:link|img|iframe|object|base)\b|\s(?:src|srcset|action)=|@import|url\(/)
  expect(text).not.toMatch(/\s(?:style|on\w+)=/)
})

/** Every text of it would be markup, were it not escaped. */
const hostileDocument: SchemaDocument = {
  ...kindsDocument,
  appVersion: '<b>1</b>',
  keys: kindsDocument.keys.map((key) => ({
    ...key,
    name: `${key.name}"><script>alert(1)</script>`,
    title: '</title><img src=x onerror=alert(1)>',
    description: '</script><script>alert(1)</script>',
    category: '"><b>',
    availability: [{ scope: '3p', since: '</option><b>', status: 'enabled' }],
  })),
}

const executablePath = await findChromium()

describe.skipIf(executablePath === undefined)('in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-page-'))
  const addressOf = (name: string) => pathToFileURL(join(folder, `${name}.html`)).href
  const address = addressOf('latest')
  let browser: Browser

  beforeAll(async () => {
    const pages = { latest: await latestSchema(), kinds: kindsDocument, hostile: hostileDocument }
    for (const [name, document] of Object.entries(pages)) {
      writeFileSync(join(folder, `${name}.html`), (await pageOf(document)).text)
    }
    browser = await puppeteer.launch({
      executablePath: executablePath!,
      headless: 'shell',
      args: CHROMIUM_FLAGS,
      userDataDir: join(folder, 'profile'),
    })
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  interface VisitOptions {
    name?: string
    hash?: string
    width?: number
    dark?: boolean
  }

  /** Runs steps in a page of its own, with nothing kept from others, and expects it to be silent and to load nothing else. */
  async function visit(
    steps: (page: Page) => Promise<void>,
    { name = 'latest', hash = '', width = 1280, dark = false }: VisitOptions = {},
  ) {
    const context = await browser.createBrowserContext()
    const page = await context.newPage()
    const noise: string[] = []
    page.on('console', (message) => noise.push(message.text()))
    page.on('pageerror', (error) => noise.push(String(error)))
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== addressOf(name)) noise.push(request.url())
    })
    await page.setViewport({ width, height: 900 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
    await page.goto(addressOf(name) + hash)
    await steps(page)
    await context.close()
    expect(noise).toEqual([])
  }

  const shown = (page: Page) => page.$$eval('.setting', probe.visibleIds)
  const count = (page: Page) => page.$eval('#count', probe.textOf)
  const focused = (page: Page) => page.evaluate(probe.focusedSetting)

  test('search finds names, titles and descriptions of both languages', async () => {
    await visit(async (page) => {
      const all = (await shown(page)).length
      expect(await count(page)).toBe(`${all} of ${all} settings`)
      await page.type('[name=search]', 'EGRESS hosts')
      expect(await shown(page)).toContain('coworkEgressAllowedHosts')
      expect(await count(page)).toBe(`${(await shown(page)).length} of ${all} settings`)
      await page.$eval('[name=search]', probe.clear)
      await page.type('[name=search]', '出站代理')
      expect(await shown(page)).toContain('egressProxyUrl')
      await page.type('[name=search]', 'zzz')
      expect(await shown(page)).toEqual([])
      expect(await page.$$eval('#none', probe.visibility)).toEqual([true])
    })
  })

  test('filters combine, and a column of the drawing filters by release', async () => {
    const { keys } = await latestSchema()
    await visit(async (page) => {
      await page.select('[name=provider]', 'vertex')
      expect(await shown(page)).toEqual(keys.filter((key) => key.providers?.includes('vertex')).map(({ name }) => name))
      const column = '.chart [data-release="1.10628.0"]'
      await page.click(column)
      const both = await shown(page)
      expect(both).toContain('inferenceVertexWorkforceOidc')
      expect(both).not.toContain('inferenceVertexRegion')
      expect(await page.$eval('[name=release]', probe.valueOf)).toBe('1.10628.0')
      expect(await page.$eval(column, probe.pressed)).toBe('true')
      await page.click(column)
      expect((await shown(page)).length).toBeGreaterThan(both.length)
      await page.click('[type=reset]')
      expect(await shown(page)).toHaveLength(keys.length)
      await page.select('[name=platform]', 'linux')
      expect(await shown(page)).not.toContain('disableWslSessions')
    })
  })

  test('the drawing has a square for each setting', async () => {
    await visit(async (page) => {
      const squares: string[] = await page.$$eval('.chart i', probe.titlesOf)
      expect(squares.sort()).toEqual(await shown(page))
    })
  })

  test('an address with a name opens that setting, whatever the filters, and opening changes the address', async () => {
    await visit(
      async (page) => {
        expect(await page.$eval('#inferenceModels', probe.isOpen)).toBe(true)
        expect(await page.$eval('#inferenceModels', probe.isCovered)).toBe(false)
        await page.type('[name=search]', 'egress')
        await page.evaluate(probe.goTo, '#banner')
        await page.waitForSelector('#banner[open]')
        expect(await focused(page)).toBe('banner')
        await page.$eval('#autoModeEnabled summary', probe.click)
        expect(await page.evaluate(probe.address)).toBe(`${address}#autoModeEnabled`)
      },
      { hash: '#inferenceModels' },
    )
  })

  test('the keyboard is enough', async () => {
    await visit(async (page) => {
      await page.keyboard.press('/')
      await page.keyboard.type('bedrock')
      const found = await shown(page)
      await page.$eval('main', probe.focus)
      await page.keyboard.press('j')
      expect(await focused(page)).toBe(found[0])
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await page.keyboard.press('k')
      expect(await focused(page)).toBe(found[1])
      await page.keyboard.press('Enter')
      expect(await page.$eval(`#${found[1]}`, probe.isOpen)).toBe(true)
      await page.keyboard.press('Escape')
      expect((await shown(page)).length).toBeGreaterThan(found.length)
    })
  })

  test('one language at a time, kept for the next visit', async () => {
    await visit(async (page) => {
      const seen = async () => [await page.$$eval('h1 [lang]', probe.visibleLanguages), await page.title()]
      expect(await seen()).toEqual([['en-US'], 'Managed settings of Claude Desktop'])
      await page.select('[name=language]', 'zh-CN')
      expect(await seen()).toEqual([['zh-CN'], 'Claude Desktop 托管设置'])
      expect(await page.$eval('[name=scope] option', probe.textOf)).toBe('全部')
      await page.reload()
      expect(await page.evaluate(probe.language)).toBe('zh-CN')
    })
  })

  test('colours follow the system or the choice', async () => {
    await visit(async (page) => expect(await page.$eval('body', probe.backOf)).toBe('rgb(255, 255, 255)'))
    await visit(
      async (page) => {
        expect(await page.$eval('body', probe.backOf)).toBe('rgb(22, 24, 28)')
        await page.select('[name=theme]', 'light')
        expect(await page.$eval('body', probe.backOf)).toBe('rgb(255, 255, 255)')
      },
      { dark: true },
    )
  })

  const looks = [
    { width: 390, dark: false, language: 'en-US' },
    { width: 390, dark: true, language: 'zh-CN' },
    { width: 1280, dark: true, language: 'en-US' },
    { width: 1280, dark: false, language: 'zh-CN' },
  ]
  test.each(looks)('no wider than the window: $width px, $language', async ({ width, language }) => {
    await visit(
      async (page) => {
        await page.select('[name=language]', language)
        for (const id of ['inferenceModels', 'disableDefaultPlugins', 'managedMcpServers']) {
          await page.$eval(`#${id}`, probe.open)
        }
        expect(await page.evaluate(probe.pageWidth)).toBe(width)
      },
      { width },
    )
  })

  test.each(looks)('accessible: $width px, $language, dark: $dark', async ({ width, dark, language }) => {
    await visit(
      async (page) => {
        await page.select('[name=language]', language)
        for (const id of ['listOfAlternatives', 'removed', 'text']) await page.$eval(`#${id}`, probe.open)
        await page.evaluate(axe.source)
        expect(await page.evaluate(probe.violations)).toEqual([])
      },
      { name: 'kinds', width, dark },
    )
  })

  test('a hostile document puts no markup into the page', async () => {
    await visit(
      async (page) => {
        expect(await page.$$eval('script, img, .setting b, footer b', probe.titlesOf)).toHaveLength(1)
        expect(await shown(page)).toEqual(hostileDocument.keys.map(({ name }) => name).sort())
      },
      { name: 'hostile' },
    )
  })

  test('without its script the page can be read', async () => {
    const context = await browser.createBrowserContext()
    const page = await context.newPage()
    await page.setJavaScriptEnabled(false)
    await page.goto(address)
    await page.click('#banner summary')
    expect(await page.$$eval('#banner dl', probe.visibility)).toEqual([true, false])
    expect(await page.$$eval('.filters', probe.visibility)).toEqual([false])
    await context.close()
  })
})

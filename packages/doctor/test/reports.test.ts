import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import * as fc from 'fast-check'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHECK_IDS } from '../src/checks.js'
import {
  htmlReport,
  intuneDetection,
  jamfExtensionAttribute,
  jamfResult,
  osqueryJson,
  runDoctor,
  type Diagnosis,
} from '../src/index.js'
import { summaryOf } from '../src/summary.js'
import { CHROMIUM_FLAGS, findChromium } from '@cowork-mdm/test-support/chromium'
import * as probe from './support/page-probes.js'
import { openScenario } from './support/open-scenario.js'

const AT = new Date('2026-11-20T08:00:00Z')

async function diagnosed(name: string): Promise<Diagnosis> {
  const { host, options } = await openScenario(name)
  return await runDoctor(host, options)
}

/** A diagnosis with one error of this text. */
function saying(message: string): Diagnosis {
  const check = {
    id: 'helper-path' as const,
    title: message,
    group: 'provider' as const,
    platforms: ['linux'] as const,
    status: 'error' as const,
    message,
    detail: [message, message],
    advice: message,
    fixAvailable: true,
    docsUrl: 'https://example.com/',
  }
  return {
    platform: 'linux',
    app: { path: message, version: message },
    schema: { from: 'pinned', appVersion: message },
    checks: [check],
    summary: summaryOf([check]),
  }
}

const HOSTILE = '</title><script>alert(1)</script><img src=x onerror=alert(1)>"\'&]]>\u0000\u0007\uD800'

describe('jamf-ea', () => {
  it('is one element, worst first', async () => {
    const text = jamfExtensionAttribute(await diagnosed('darwin-bad-values'))
    expect(text).toMatch(/^<result>4 errors, 6 warnings: settings-in-effect: .*<\/result>\n$/)
    expect(jamfExtensionAttribute(await diagnosed('darwin-healthy'))).toMatch(/^<result>ok: \d+ checks<\/result>\n$/)
  })

  it('escapes what is no text', () => {
    const text = jamfExtensionAttribute(saying(HOSTILE))
    expect(text).toMatch(/^<result>[^<>]*<\/result>\n$/)
    expect(text).not.toContain('\u0007')
    expect(jamfResult('a & b < c')).toBe('<result>a &amp; b &lt; c</result>\n')
  })
})

describe('intune', () => {
  it('is one line that Intune keeps, and says whether there is an issue', async () => {
    expect(intuneDetection(await diagnosed('win32-healthy'))).toMatchObject({
      exitCode: 0,
      text: expect.stringMatching(/^ok: \d+ checks\n$/) as string,
    })
    expect(intuneDetection(await diagnosed('win32-bad-values')).exitCode).toBe(1)
    // What deserves a look is no issue to remedy.
    expect(intuneDetection(await diagnosed('win32-log')).exitCode).toBe(0)
  })

  it('is never too long, whatever was found', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (message) => {
        const { text } = intuneDetection(saying(message))
        expect(text.length).toBeLessThanOrEqual(2048)
        expect(text.slice(0, -1)).not.toMatch(/[\r\n]/)
        expect(text.at(-2)).not.toMatch(/[\uD800-\uDBFF]/)
      }),
    )
  })
})

describe('osquery', () => {
  it('holds texts by check, as parse_json reads them', async () => {
    const report = JSON.parse(osqueryJson(await diagnosed('linux-junk'), AT)) as {
      checks: Record<string, object>
      status: string
    }
    expect(report).toMatchObject({
      formatVersion: '1',
      at: '2026-11-20T08:00:00.000Z',
      status: 'error',
      checks: { 'managed-readable': { status: 'error' } },
    })
    expect(Object.keys(report.checks).every((id) => (CHECK_IDS as string[]).includes(id))).toBe(true)
    expect(
      Object.values(report.checks)
        .flatMap((check): unknown[] => Object.values(check))
        .every((value) => typeof value === 'string'),
    ).toBe(true)
  })
})

describe('html', () => {
  it('has nothing from elsewhere, and no script', async () => {
    const text = htmlReport(await diagnosed('darwin-bad-values'), AT)
    expect(text).not.toMatch(/\s(?:src|srcset|action|style|on\w+)=|@import|url\(/)
    expect(text).toMatch(/default-src (?:'|&#x27;)none/)
    for (const page of [text, htmlReport(saying(HOSTILE), AT)])
      expect(page).not.toMatch(/<(?:script|link|img|iframe|object|base|form)\b/)
  })
})

const executablePath = await findChromium()

describe.skipIf(executablePath === undefined)('html in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-page-'))
  let browser: Browser

  beforeAll(async () => {
    const pages = {
      healthy: await diagnosedIn('darwin-healthy'),
      broken: await diagnosedIn('win32-bad-values'),
      hostile: saying(HOSTILE),
    }
    for (const [name, diagnosis] of Object.entries(pages))
      writeFileSync(join(folder, `${name}.html`), htmlReport(diagnosis, AT))
    browser = await puppeteer.launch({
      executablePath: executablePath!,
      headless: 'shell',
      args: CHROMIUM_FLAGS,
      userDataDir: join(folder, 'profile'),
    })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Outside of a test nothing cleans up, so the folder is used as it lies. */
  async function diagnosedIn(name: string): Promise<Diagnosis> {
    const { simulatedHost } = await import('@cowork-mdm/machine')
    const { cpSync } = await import('node:fs')
    const { FIXTURES } = await import('./support/open-scenario.js')
    const copy = join(folder, name)
    cpSync(join(FIXTURES, name), copy, { recursive: true })
    return await runDoctor(await simulatedHost(copy))
  }

  async function visit(name: string, { width = 800, dark = false, hash = '' } = {}): Promise<Page> {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(request.url())
    })
    await page.setViewport({ width, height: 900 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href + hash)
    expect(complaints).toEqual([])
    return page
  }

  it.each([320, 800, 1600])('fits into %d pixels', async (width) => {
    for (const name of ['healthy', 'broken', 'hostile']) {
      const page = await visit(name, { width })
      const [needed, room] = await page.evaluate(probe.widths)
      expect(needed).toBeLessThanOrEqual(room)
      if (process.env['PICTURES'])
        await page.screenshot({ path: join(process.env['PICTURES'], `${name}-${width}.png`), fullPage: true })
      await page.close()
    }
  })

  it.each([false, true])('can be read by everybody, dark: %s', async (dark) => {
    for (const name of ['healthy', 'broken']) {
      const page = await visit(name, { dark })
      const back = await page.evaluate(probe.background)
      expect(back).toBe(dark ? 'rgb(22, 24, 28)' : 'rgb(255, 255, 255)')
      await page.evaluate(axe.source)
      const violations = await page.evaluate(probe.violations)
      expect(violations).toEqual([])
      if (process.env['PICTURES'] && dark)
        await page.screenshot({ path: join(process.env['PICTURES'], `${name}-dark.png`), fullPage: true })
      await page.close()
    }
  })

  it('can be gone through with the keyboard alone', async () => {
    const page = await visit('broken')
    const reached: string[] = []
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press('Tab')
      reached.push(await page.evaluate(probe.focused))
    }
    expect(reached[0]).toBe('Skip to all checks')
    expect(reached.slice(1).every((text) => (CHECK_IDS as string[]).includes(text))).toBe(true)
    await page.close()
  })

  it('prints dark text on white paper, all of it', async () => {
    const page = await visit('broken', { dark: true })
    await page.emulateMediaType('print')
    const [back, hidden] = await page.evaluate(probe.inPrint)
    expect([back, hidden]).toEqual(['light', 0])
    expect((await page.pdf()).length).toBeGreaterThan(1000)
    await page.close()
  })

  it('shows hostile texts as texts', async () => {
    const page = await visit('hostile')
    expect(await page.evaluate(probe.foreign)).toBe(0)
    expect(await page.evaluate(probe.firstFinding)).toContain('<script>alert(1)</script>')
    await page.close()
  })
})

import { existsSync } from 'node:fs'

/** Where systems and their package managers put a Chromium. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The Chromium that CHROMIUM names, the system's, or the one that comes as a package for Linux; undefined where there is none. */
export async function findChromium(): Promise<string | undefined> {
  const known = [process.env['CHROMIUM'] ?? '', ...PLACES].find((path) => existsSync(path))
  if (known !== undefined || process.platform !== 'linux' || process.arch !== 'x64') return known
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    return await chromium.executablePath()
  } catch {
    return undefined
  }
}

/** Nothing is fetched, updated or kept. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

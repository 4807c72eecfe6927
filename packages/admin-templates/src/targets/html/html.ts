import { toHtml } from 'hast-util-to-html'
import { sha256 } from '../../model/document-hash.js'
import { ALL_PLATFORMS, referenceSelection } from '../../reference/reference-selection.js'
import { WORDS } from '../../words/words.js'
import type { RenderInput, Target } from '../target.js'
import { bilingual, eachLanguage, textByLanguage } from './bilingual.js'
import { element } from './element.js'
import { appearanceBar, filterBar } from './filter-bar.js'
import style from './page/page.css?raw'
import script from './page/page.js?raw'
import { releaseChart } from './release-chart.js'
import { settingEntry } from './setting-entry.js'

/**
 * A reference of all settings in one page, in every language. It needs no network and no other file, and its policy forbids
 * both; without its script it can be read, but not filtered.
 */
export const html: Target = {
  selection: referenceSelection,
  omits: () => undefined,
  async files(input) {
    const page = [{ type: 'doctype' as const }, await document(input)]
    return [{ path: 'claude-desktop-settings.html', text: `${toHtml({ type: 'root', children: page })}\n` }]
  },
}

async function document({ settings, model, options, selection }: RenderInput) {
  const platforms = selection.platforms ?? ALL_PLATFORMS
  return element(
    'html',
    { lang: WORDS[options.language].tag },
    element(
      'head',
      {},
      element('meta', { charSet: 'utf-8' }),
      element('meta', { httpEquiv: ['Content-Security-Policy'], content: await contentPolicy() }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('meta', { name: 'color-scheme', content: 'light dark' }),
      element(
        'title',
        textByLanguage((words) => words.page.title),
        WORDS[options.language].page.title,
      ),
      element('style', {}, style),
    ),
    element(
      'body',
      {},
      element(
        'a',
        { className: ['skip'], href: '#settings' },
        bilingual((words) => words.page.skip),
      ),
      element(
        'header',
        {},
        appearanceBar(),
        element(
          'h1',
          {},
          bilingual((words) => words.page.title),
        ),
        element(
          'p',
          {},
          bilingual((words) => words.page.introduction),
        ),
      ),
      releaseChart(settings),
      filterBar(settings, platforms),
      element(
        'main',
        { id: 'settings', tabIndex: -1 },
        settings.map((setting) => settingEntry(setting, model, platforms)),
        element(
          'p',
          { id: 'none', hidden: true },
          bilingual((words) => words.page.none),
        ),
      ),
      element(
        'footer',
        {},
        element(
          'p',
          { className: ['keyboard'] },
          bilingual((words) => words.page.keyboard),
        ),
        eachLanguage((words) => words.madeFrom(model.appVersion, model.asOf, model.sha256), 'p'),
      ),
      element('script', {}, script),
    ),
  )
}

/** Nothing is loaded, and nothing runs but the page's own style and script, each known by its hash. */
async function contentPolicy(): Promise<string> {
  const [styleHash, scriptHash] = await Promise.all([style, script].map(async (text) => base64(await sha256(text))))
  return [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    `script-src 'sha256-${scriptHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

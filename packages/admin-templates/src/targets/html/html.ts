import { toHtml } from 'hast-util-to-html'
import { sha256 } from '../../model/document-hash.js'
import { ALL_PLATFORMS, referenceSelection } from '../../reference/reference-selection.js'
import { WORDS } from '../../words/words.js'
import type { RenderInput, Target } from '../target.js'
import { bilingual, eachLanguage, textByLanguage } from './bilingual.js'
import { h } from 'hastscript'
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
  return h(
    'html',
    { lang: WORDS[options.language].tag },
    h(
      'head',
      {},
      h('meta', { charSet: 'utf-8' }),
      h('meta', { httpEquiv: ['Content-Security-Policy'], content: await contentPolicy() }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h(
        'title',
        textByLanguage((words) => words.page.title),
        WORDS[options.language].page.title,
      ),
      h('style', {}, style),
    ),
    h(
      'body',
      {},
      h(
        'a',
        { className: ['skip'], href: '#settings' },
        bilingual((words) => words.page.skip),
      ),
      h(
        'header',
        {},
        appearanceBar(),
        h(
          'h1',
          {},
          bilingual((words) => words.page.title),
        ),
        h(
          'p',
          {},
          bilingual((words) => words.page.introduction),
        ),
      ),
      releaseChart(settings),
      filterBar(settings, platforms),
      h(
        'main',
        { id: 'settings', tabIndex: -1 },
        settings.map((setting) => settingEntry(setting, model, platforms)),
        h(
          'p',
          { id: 'none', hidden: true },
          bilingual((words) => words.page.none),
        ),
      ),
      h(
        'footer',
        {},
        h(
          'p',
          { className: ['keyboard'] },
          bilingual((words) => words.page.keyboard),
        ),
        eachLanguage((words) => words.madeFrom(model.appVersion, model.asOf, model.sha256), 'p'),
      ),
      h('script', {}, script),
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

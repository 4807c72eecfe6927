import type { Platform } from '@cowork-mdm/schema'
import type { Element } from 'hast'
import type { Setting } from '../../model/template-model.js'
import { byCategory } from '../../reference/by-category.js'
import type { Words } from '../../words/words.js'
import { bilingual, textByLanguage } from './bilingual.js'
import { h } from 'hastscript'
import { byRelease, UNKNOWN_RELEASE } from './release-chart.js'
import { NO_CATEGORY } from './setting-entry.js'

/** Language and colours of the page; hidden like the filters until the script runs. */
export function appearanceBar(): Element {
  return h(
    'form',
    { className: ['appearance'], hidden: true },
    h(
      'label',
      {},
      bilingual((words) => words.page.language),
      h(
        'select',
        { name: 'language' },
        h('option', { value: 'en-US', lang: 'en' }, 'English'),
        h('option', { value: 'zh-CN', lang: 'zh' }, '中文'),
      ),
    ),
    h(
      'label',
      {},
      bilingual((words) => words.page.theme),
      h(
        'select',
        { name: 'theme' },
        (['auto', 'light', 'dark'] as const).map((theme) =>
          option({ value: theme, text: (words) => words.page.themes[theme] }),
        ),
      ),
    ),
  )
}

interface Choice {
  value: string
  text: (words: Words) => string
}

/** Search and filters. Without the page's script they would do nothing, and so they are hidden until it runs. */
export function filterBar(settings: readonly Setting[], platforms: readonly Platform[]): Element {
  const scopes = distinct(settings.flatMap(({ key }) => key.availability.map(({ scope }) => scope)))
  const providers = distinct(settings.flatMap(({ key }) => key.providers ?? []))
  return h(
    'form',
    { className: ['filters'], role: 'search', hidden: true },
    h(
      'label',
      { className: ['search'] },
      bilingual((words) => words.page.search),
      h('input', {
        type: 'search',
        name: 'search',
        autoComplete: ['off'],
        spellCheck: 'false',
        ...textByLanguage((words) => words.page.searchHint),
      }),
    ),
    select(
      'scope',
      scopes.map((value) => ({ value, text: (words) => words.scopes[value] })),
    ),
    select(
      'platform',
      platforms.map((value) => ({ value, text: (words) => words.platforms[value] })),
    ),
    select(
      'provider',
      providers.map((value) => ({ value, text: () => value })),
    ),
    select(
      'category',
      byCategory(settings).map(([category]) => ({
        value: category ?? NO_CATEGORY,
        text: (words) => words.category(category),
      })),
    ),
    select(
      'release',
      byRelease(settings).map(([release]) => ({
        value: release,
        text: (words) => (release === UNKNOWN_RELEASE ? words.page.unknownRelease : release),
      })),
    ),
    h(
      'button',
      { type: 'reset' },
      bilingual((words) => words.page.reset),
    ),
    h('output', { id: 'count', ariaLive: 'polite', ...textByLanguage((words) => words.page.count) }),
  )
}

function select(name: 'scope' | 'platform' | 'provider' | 'category' | 'release', choices: readonly Choice[]): Element {
  return h(
    'label',
    {},
    bilingual((words) => words.page.filters[name]),
    h('select', { name }, option({ value: '', text: (words) => words.page.filters.all }), choices.map(option)),
  )
}

function option({ value, text }: Choice): Element {
  return h('option', { value, ...textByLanguage(text) })
}

function distinct<T extends string>(values: readonly T[]): T[] {
  return [...new Set(values)].sort()
}

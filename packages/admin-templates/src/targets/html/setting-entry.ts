import { describeType, settingPlatforms, type Platform } from '@cowork-mdm/schema'
import type { Element } from 'hast'
import type { Setting, TemplateModel } from '../../model/template-model.js'
import { factsOf } from '../../reference/facts.js'
import { shapeText } from '../../reference/shape-text.js'
import { storedExamples } from '../../reference/stored-examples.js'
import { WORDS, type Words } from '../../words/words.js'
import { bilingual, eachLanguage } from './bilingual.js'
import { element, type Child } from './element.js'
import { releaseOf, UNKNOWN_RELEASE } from './release-chart.js'

/** Category of settings that have none. */
export const NO_CATEGORY = 'other'

/** One setting: a line that opens to everything that is known of it. Its address is `#name`. */
export function settingEntry(setting: Setting, model: TemplateModel, platforms: readonly Platform[]): Element {
  const { key, prose } = setting
  const release = releaseOf(setting)
  const states = new Set(key.availability.map(({ status }) => status))
  const gone = states.has('enabled')
    ? undefined
    : states.has('deprecated')
      ? ('deprecated' as const)
      : ('removed' as const)
  return element(
    'details',
    {
      className: ['setting', ...(gone ? ['gone'] : [])],
      id: key.name,
      dataScope: [...new Set(key.availability.map(({ scope }) => scope))].join(' '),
      dataPlatform: settingPlatforms(key).join(' '),
      dataProvider: (key.providers ?? []).join(' '),
      dataCategory: key.category ?? NO_CATEGORY,
      dataRelease: release,
    },
    element(
      'summary',
      {},
      element('span', { className: ['name'] }, element('code', {}, key.name)),
      element(
        'span',
        { className: ['title'] },
        eachLanguage((_words, language) => prose[language].title),
      ),
      element(
        'span',
        { className: ['tags'] },
        gone &&
          element(
            'b',
            {},
            bilingual((words) => words[gone]),
          ),
        element('span', {}, describeType(key.value)),
        release === UNKNOWN_RELEASE ? undefined : element('span', {}, release),
      ),
    ),
    element(
      'div',
      { className: ['body'] },
      eachLanguage((_words, language) => prose[language].description, 'p'),
      eachLanguage((words) => facts(setting, model, words), 'dl'),
      shape(setting),
      examples(setting, platforms),
      element(
        'p',
        { className: ['link'] },
        element(
          'a',
          { href: `#${encodeURIComponent(key.name)}` },
          bilingual((words) => words.page.link),
        ),
      ),
    ),
  )
}

function facts(setting: Setting, model: TemplateModel, words: Words): Child {
  return factsOf(setting, model, words).map(({ label, values, code }) => [
    element('dt', {}, label),
    values.map((value) => element('dd', {}, code ? element('code', {}, value) : value)),
  ])
}

function shape(setting: Setting): Child {
  const text = shapeText(setting)
  if (text === undefined) return undefined
  return [
    element(
      'h3',
      {},
      bilingual((words) => words.page.shape),
    ),
    element('pre', { tabIndex: 0 }, element('code', {}, text)),
  ]
}

function examples(setting: Setting, platforms: readonly Platform[]): Child {
  // The words are those of the label only, which is bilingual below.
  const stored = storedExamples(setting, platforms, WORDS.en)
  if (stored.length === 0) return undefined
  return element(
    'div',
    { className: ['examples'] },
    stored.map(({ platform, syntax, text }) =>
      element(
        'div',
        { dataExample: platform },
        element(
          'h3',
          {},
          bilingual((words) => words.page[EXAMPLE_LABELS[platform]]),
        ),
        element('pre', { tabIndex: 0, dataSyntax: syntax }, element('code', {}, text)),
      ),
    ),
  )
}

const EXAMPLE_LABELS = { darwin: 'plist', win32: 'registry', linux: 'json' } as const

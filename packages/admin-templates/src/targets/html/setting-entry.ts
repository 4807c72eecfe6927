import { describeType, settingPlatforms, type Platform } from '@cowork-mdm/schema'
import type { Element } from 'hast'
import type { Setting, TemplateModel } from '../../model/template-model.js'
import { factsOf } from '../../reference/facts.js'
import { shapeText } from '../../reference/shape-text.js'
import { storedExamples } from '../../reference/stored-examples.js'
import { WORDS, type Words } from '../../words/words.js'
import { bilingual, eachLanguage } from './bilingual.js'
import { h, type Child } from 'hastscript'
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
  return h(
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
    h(
      'summary',
      {},
      h('span', { className: ['name'] }, h('code', {}, key.name)),
      h(
        'span',
        { className: ['title'] },
        eachLanguage((_words, language) => prose[language].title),
      ),
      h(
        'span',
        { className: ['tags'] },
        gone &&
          h(
            'b',
            {},
            bilingual((words) => words[gone]),
          ),
        h('span', {}, describeType(key.value)),
        release === UNKNOWN_RELEASE ? undefined : h('span', {}, release),
      ),
    ),
    h(
      'div',
      { className: ['body'] },
      eachLanguage((_words, language) => prose[language].description, 'p'),
      eachLanguage((words) => facts(setting, model, words), 'dl'),
      shape(setting),
      examples(setting, platforms),
      h(
        'p',
        { className: ['link'] },
        h(
          'a',
          { href: `#${encodeURIComponent(key.name)}` },
          bilingual((words) => words.page.link),
        ),
      ),
    ),
  )
}

function facts(setting: Setting, model: TemplateModel, words: Words): Child {
  return factsOf(setting, model, words).flatMap(({ label, values, code }) => [
    h('dt', {}, label),
    ...values.map((value) => h('dd', {}, code ? h('code', {}, value) : value)),
  ])
}

function shape(setting: Setting): Child {
  const text = shapeText(setting)
  if (text === undefined) return undefined
  return [
    h(
      'h3',
      {},
      bilingual((words) => words.page.shape),
    ),
    h('pre', { tabIndex: 0 }, h('code', {}, text)),
  ]
}

function examples(setting: Setting, platforms: readonly Platform[]): Child {
  // The words are those of the label only, which is bilingual below.
  const stored = storedExamples(setting, platforms, WORDS.en)
  if (stored.length === 0) return undefined
  return h(
    'div',
    { className: ['examples'] },
    stored.map(({ platform, syntax, text }) =>
      h(
        'div',
        { dataExample: platform },
        h(
          'h3',
          {},
          bilingual((words) => words.page[EXAMPLE_LABELS[platform]]),
        ),
        h('pre', { tabIndex: 0, dataSyntax: syntax }, h('code', {}, text)),
      ),
    ),
  )
}

const EXAMPLE_LABELS = { darwin: 'plist', win32: 'registry', linux: 'json' } as const

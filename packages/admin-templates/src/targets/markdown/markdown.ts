import { describeType, markdownCode, markdownText } from '@cowork-mdm/schema'
import { firstRelease } from '../../model/first-release.js'
import type { Setting } from '../../model/template-model.js'
import { byCategory } from '../../reference/by-category.js'
import { factsOf } from '../../reference/facts.js'
import { ALL_PLATFORMS, referenceSelection } from '../../reference/reference-selection.js'
import { shapeText } from '../../reference/shape-text.js'
import { storedExamples } from '../../reference/stored-examples.js'
import { WORDS } from '../../words/words.js'
import type { RenderInput, Target } from '../target.js'

/** A reference of all settings in one Markdown file. */
export const markdown: Target = {
  selection: referenceSelection,
  omits: () => undefined,
  files(input) {
    const { settings, model, options } = input
    const words = WORDS[options.language]
    const { page } = words
    const blocks = [
      `# ${markdownText(page.title)}`,
      markdownText(page.introduction),
      markdownText(words.madeFrom(model.appVersion, model.asOf, model.sha256)),
      table(
        [page.column.setting, words.facts.type, page.filters.release, page.column.title],
        settings.map((setting) => [
          `[${markdownCode(setting.key.name)}](#${anchorOf(setting)})`,
          markdownText(describeType(setting.key.value)),
          markdownText(firstRelease(setting.key.availability) ?? ''),
          markdownText(setting.prose[options.language].title),
        ]),
      ),
      ...byCategory(settings).flatMap(([category, group]) => [
        `## ${markdownText(words.category(category))}`,
        ...group.flatMap((setting) => settingBlocks(setting, input)),
      ]),
    ]
    return [{ path: `claude-desktop-settings.${options.language}.md`, text: `${blocks.join('\n\n')}\n` }]
  },
}

function settingBlocks(setting: Setting, { model, options, selection }: RenderInput): string[] {
  const words = WORDS[options.language]
  const { title, description } = setting.prose[options.language]
  const facts = factsOf(setting, model, words).map(({ label, values, code }) => {
    const texts = values.map((value) => (code ? codeText(value) : markdownText(value)))
    return `- ${markdownText(label)}${words.colon}${words.list(texts)}`
  })
  const shape = shapeText(setting)
  const examples = storedExamples(setting, selection.platforms ?? ALL_PLATFORMS, words)
  return [
    `### ${markdownText(setting.key.name)}`,
    `**${markdownText(title)}**`,
    ...(description === '' ? [] : [markdownText(description)]),
    facts.join('\n'),
    ...(shape === undefined ? [] : [`${page(words.page.shape, words.colon)}\n\n${fenced('ts', shape)}`]),
    ...examples.map(({ label, syntax, text }) => `${page(label, words.colon)}\n\n${fenced(syntax, text)}`),
  ]
}

function page(label: string, colon: string): string {
  return `${markdownText(label)}${colon.trim()}`
}

/** The anchor that GitHub and others give to the heading of a setting. */
function anchorOf({ key }: Setting): string {
  return key.name.toLowerCase().replace(/[^\p{L}\p{N}_-]/gu, '')
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles.map(markdownText), titles.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Code inside a line; backticks in it need more of them around. */
function codeText(text: string): string {
  const plain = text.replace(/\s+/g, ' ')
  const fence = longestRun(plain, '`') === 0 ? '`' : '`'.repeat(longestRun(plain, '`') + 1)
  const space = plain.startsWith('`') || plain.endsWith('`') ? ' ' : ''
  return `${fence}${space}${plain}${space}${fence}`
}

function fenced(syntax: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1))
  return `${fence}${syntax}\n${text}\n${fence}`
}

function longestRun(text: string, character: string): number {
  return Math.max(0, ...[...text.matchAll(new RegExp(`${character}+`, 'g'))].map(([run]) => run.length))
}

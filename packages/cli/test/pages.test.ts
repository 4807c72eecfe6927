import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { everyCommand, GLOBAL_OPTIONS } from '../src/command-line/commands.js'
import { readCommandLine } from '../src/command-line/parse-command-line.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const markdownIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    // docs/api is generated, and may be under way.
    .filter((name) => name.endsWith('.md') && !name.startsWith(join('docs', 'api')))
const pages = ['README.md', 'README.zh.md', 'SECURITY.md', ...markdownIn('docs'), ...markdownIn('examples')].map(
  (name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(root, name), 'utf8') }),
)

/** Lines of the tool in a block of shell: those behind `$ ` where there are some, continued lines joined. */
function commandLines(block: string): string[] {
  const joined = block.replace(/\\\n\s*/g, '')
  const typed = [...joined.matchAll(/^\$ (.*)$/gm)].map(([, line]) => line!)
  return (typed.length > 0 ? typed : joined.split('\n')).flatMap((line) => {
    const [, rest] = /^(?:sudo )?(?:npx |\/usr\/local\/bin\/)?cowork-mdm (.*)$/.exec(line.trim()) ?? []
    return rest === undefined ? [] : [rest.replace(/ (?:#|[>|]) .*/, '').trim()]
  })
}

/** Words as a shell takes them, without their quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  )
}

const lines = pages.flatMap(({ name, text }) =>
  [...text.matchAll(/^ *```(?:sh|console|text)\b.*\n([^]*?)^ *```$/gm)].flatMap(([, block]) =>
    commandLines(block!).map((line) => ({ name, line })),
  ),
)

const places = everyCommand()

/** Commands that prose names, with options of theirs: `doctor --fix`. */
const mentions = pages.flatMap(({ name, text }) =>
  [
    ...text.replace(/^ *```[^]*?^ *```$/gm, '').matchAll(/`(?:cowork-mdm )?([a-z]+(?: [a-z-]+)?)((?: [^`]*)?)`/g),
  ].flatMap(([mention, words, rest]) => {
    const place = places.find(
      ({ group, command }) => (group ? `${group.name} ${command.name}` : command.name) === words,
    )
    const options = [...rest!.matchAll(/(?<= )--([a-z-]+)/g)].map(([, option]) => option!)
    return place && options.length > 0 ? [{ name, mention, place, options }] : []
  }),
)

test('every command line in a page is one that the command line takes', () => {
  const refused = lines.flatMap(({ name, line }) => {
    try {
      readCommandLine(wordsOf(line)).interpret()
      return []
    } catch (cause) {
      return [`${name}: ${line}: ${JSON.stringify((cause as { misuse?: unknown }).misuse, ['code', 'word', 'name'])}`]
    }
  })
  expect(refused).toEqual([])
  expect(lines.length).toBeGreaterThan(150)
})

test('every option that a page names beside its command is there', () => {
  const unknown = mentions.flatMap(({ name, mention, place, options }) => {
    const known = { ...place.command.options, ...GLOBAL_OPTIONS }
    return options.filter((option) => !(option in known)).map((option) => `${name}: ${mention}: --${option}`)
  })
  expect(unknown).toEqual([])
  expect(mentions.length).toBeGreaterThan(10)
})

test('Chinese pages have the commands of the English ones', () => {
  const linesOf = (page: string) => lines.filter(({ name }) => name === page).map(({ line }) => line)
  const chinese = pages.filter(({ name }) => name.startsWith('docs/zh/')).map(({ name }) => name)
  for (const name of chinese) expect([name, ...linesOf(name)]).toEqual([name, ...linesOf(name.replace('/zh/', '/'))])
  expect(linesOf('README.zh.md')).toEqual(linesOf('README.md'))
  const cookbooks = markdownIn('docs/deploy').map((name) => name.replaceAll('\\', '/').replace('docs/', 'docs/zh/'))
  expect(chinese.sort()).toEqual(['docs/zh/index.md', ...cookbooks].sort())
})

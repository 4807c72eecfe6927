import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { localHost } from '@cowork-mdm/machine'
import { readPlugins } from '@cowork-mdm/marketplace'
import { describe, expect, test } from 'vitest'
import { everyCommand, GLOBAL_OPTIONS } from '../src/command-line/commands.js'
import { readCommandLine } from '../src/command-line/parse-command-line.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = join(root, 'packages/claude-plugin')
const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(folder, name), 'utf8') }))

/** Whole command lines: those of code blocks. */
const lines = texts.flatMap(({ text }) =>
  [...text.matchAll(/^ *```(?:sh|text)\n([^]*?)^ *```$/gm)].flatMap(([, block]) =>
    block!
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('cowork-mdm ')),
  ),
)

/** What is only mentioned, in prose and in `allowed-tools`: a command, perhaps with options, without all of its arguments. */
const mentions = texts.flatMap(({ text }) => [
  ...[...text.matchAll(/`(cowork-mdm [^`]+)`/g)].map(([, mention]) => mention!.replace(/\s+/g, ' ')),
  ...[...text.matchAll(/Bash\((cowork-mdm [^)]+?)(?::\*)?\)/g)].map(([, rule]) => rule!),
])

const words = (line: string) => line.split(/\s+/).slice(1)

describe('the plugin for Claude Code', () => {
  test.each([...new Set(lines)])('%s', (line) => {
    expect(() => readCommandLine(words(line)).interpret()).not.toThrow()
  })

  test.each([...new Set(mentions)])('%s is there', (mention) => {
    const [first = '', second = '', ...rest] = words(mention)
    if (first === '--version') return
    const place = everyCommand().find(({ group, command }) =>
      group ? group.name === first && command.name === second : command.name === first,
    )
    expect(place, `${first} ${second}`).toBeDefined()
    const options = [second, ...rest].filter((word) => word.startsWith('--')).map((word) => word.slice(2))
    expect(Object.keys({ ...place!.command.options, ...GLOBAL_OPTIONS })).toEqual(expect.arrayContaining(options))
  })

  test('has what it says: five skills, four slash commands, the version of the command line', () => {
    const inFolder = (path: string) => texts.filter(({ name }) => name.startsWith(path)).length
    expect([inFolder('skills/'), inFolder('commands/'), lines.length > 20]).toEqual([5, 4, true])
    const version = (path: string) =>
      (JSON.parse(readFileSync(join(root, path), 'utf8')) as { version: string }).version
    expect(version('packages/claude-plugin/.claude-plugin/plugin.json')).toBe(version('packages/cli/package.json'))
  })

  test('may do no more than it needs: only commands of this tool that change no machine, and files it is asked for', () => {
    const changing =
      /marketplace (?:add|remove|rollback|migrate|update(?! --dry-run))|plugin (?:unlink|prune)|apply|--fix|--network|--run-helper/
    for (const { name, text } of texts.filter(({ text }) => text.startsWith('---\n'))) {
      const tools = /^allowed-tools: (.*)$/m.exec(text)?.[1]?.split(', ') ?? []
      expect(tools.length, name).toBeGreaterThan(0)
      for (const tool of tools) {
        expect(tool, name).toMatch(/^(?:Read|Edit|Write|Bash\(cowork-mdm .+\))$/)
        expect(tool, name).not.toMatch(changing)
      }
      expect(text, name).not.toMatch(/^ *sudo /m)
    }
  })

  test('is accepted by our own checks of marketplaces, plugins and skills', async () => {
    const { plugins, problems } = await readPlugins(localHost(), root)
    expect(problems).toEqual([])
    expect(plugins.map((plugin) => ({ name: plugin.name, problems: plugin.problems }))).toEqual([
      { name: 'cowork-mdm', problems: [] },
    ])
  })
})

import { execFileSync } from 'node:child_process'
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localHost, simulatedHost } from '@cowork-mdm/machine'
import { describe, expect, test } from 'vitest'
import { contentHash, isRefused, readPlugins } from '../src/index.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'
import { folderOf, manifest, pluginFiles, skill, writeFiles, type Content } from './support/folders.js'

const host = localHost()
const MANIFEST = '.claude-plugin/marketplace.json'

/** Codes of what is wrong with the one plugin in `plugins/a`, and with the tree. */
async function codesOf(folder: string): Promise<string[]> {
  const { problems, plugins } = await readPlugins(host, folder)
  expect(plugins.filter((plugin) => !isRefused(plugin.problems))).toEqual([])
  return [...problems, ...plugins.flatMap((plugin) => plugin.problems)].map(({ code, file }) => `${code} ${file}`)
}

function hostile(more: Record<string, Content>): string {
  return folderOf(pluginFiles('a', more, 'plugins/a/'))
}

describe('links', () => {
  test.each([
    ['to a file of the machine', '/etc/passwd'],
    ['to a folder above the plugin', '../../other'],
    ['to a folder of the marketplace', '../b/secret.md'],
    ['to nowhere', 'nothing'],
  ])('%s refuse the plugin', async (_what, link) => {
    const folder = writeFiles(hostile({ 'skills/x.md': { link } }), { 'plugins/b/secret.md': 'secret' })
    expect(await codesOf(folder)).toEqual(['link-escapes plugins/a/skills/x.md'])
  })

  test('in a circle refuse the plugin', async () => {
    expect(await codesOf(hostile({ 'docs/a': { link: 'b' }, 'docs/b': { link: 'a' } }))).toEqual([
      'link-escapes plugins/a/docs/a',
      'link-escapes plugins/a/docs/b',
    ])
    expect(await codesOf(hostile({ 'docs/up': { link: '..' } }))).toEqual(['link-loop plugins/a/docs/up'])
  })

  test('in the place of the manifest are not read through', async () => {
    const secret = folderOf({ 'plugin.json': '{"name":"a","version":"secret"}' })
    const folder = folderOf({
      'plugins/a/SKILL.md': skill('a'),
      'plugins/a/.claude-plugin/plugin.json': { link: join(secret, 'plugin.json') },
    })
    const set = await readPlugins(host, folder)
    expect(JSON.stringify(set)).not.toContain('secret')
    expect(set.plugins[0]!.problems.map(({ code }) => code)).toEqual(['link-escapes'])
  })

  test('in the place of the marketplace manifest are not read through', async () => {
    const secret = folderOf({ 'x.json': 'secret' })
    const folder = folderOf({ [MANIFEST]: { link: join(secret, 'x.json') } })
    expect((await readPlugins(host, folder)).problems.map(({ code }) => code)).toEqual(['no-plugins'])
  })

  test('in the place of a plugin lead to plugins of the marketplace only', async () => {
    const outside = folderOf(pluginFiles('b'))
    const folder = folderOf({
      ...pluginFiles('a', {}, 'shared/a/'),
      'plugins/a': { link: '../shared/a' },
      'plugins/b': { link: outside },
    })
    const set = await readPlugins(host, folder)
    expect(set.plugins.map(({ name, folder, problems }) => [name, folder, problems])).toEqual([['a', 'shared/a', []]])
    expect(set.problems.map(({ code, file }) => `${code} ${file}`)).toEqual(['source-outside plugins/b'])
  })

  test('in the place of a source lead to folders of the marketplace only', async () => {
    const folder = folderOf({
      [MANIFEST]: manifest([{ name: 'a', source: './a' }]),
      a: { link: folderOf(pluginFiles('a')) },
    })
    expect(await codesOf(folder)).toEqual([`source-outside ${MANIFEST}`, `no-plugins ${MANIFEST}`])
  })
})

describe('files', () => {
  test('that are pipes refuse the plugin, and nobody waits for them', async () => {
    const folder = hostile({})
    execFileSync('mkfifo', [join(folder, 'plugins/a/.mcp.json')])
    expect(await codesOf(folder)).toEqual(['not-a-file plugins/a/.mcp.json'])
  })

  test('of JSON that are huge are not parsed', async () => {
    expect(await codesOf(hostile({ '.mcp.json': `{"a":"${'x'.repeat(1024 * 1024)}"}` }))).toEqual([
      'file-too-large plugins/a/.mcp.json',
    ])
  })

  test('of JSON that is nested a hundred thousand times are refused', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(await codesOf(hostile({ 'hooks/hooks.json': deep }))).toEqual(['invalid-value plugins/a/hooks/hooks.json'])
    expect(await codesOf(hostile({ 'hooks/hooks.json': '['.repeat(100_000) }))).toEqual([
      'invalid-json plugins/a/hooks/hooks.json',
    ])
    expect(await codesOf(hostile({ '.mcp.json': `{"a":${deep}}` }))).toEqual(['invalid-value plugins/a/.mcp.json'])
  })

  test('of JSON whose names are those of JavaScript objects change nothing', async () => {
    const text =
      '{"__proto__":{"type":"http","url":"https://x.example.com"},"constructor":{"type":"http","url":"https://x.example.com"}}'
    const { plugins } = await readPlugins(host, hostile({ '.mcp.json': text }))
    expect(plugins[0]!.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(({} as { url?: string }).url).toBeUndefined()
  })

  test('with an alias bomb in YAML are refused', async () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (let index = 1; index < 9; index += 1) {
      const before = String.fromCharCode(96 + index)
      lines.push(
        `${String.fromCharCode(97 + index)}: &${String.fromCharCode(97 + index)} [${Array(9).fill(`*${before}`).join(', ')}]`,
      )
    }
    const bomb = `---\nname: notes\ndescription: x\n${lines.join('\n')}\n---\n`
    const { plugins } = await readPlugins(host, hostile({ 'skills/notes/SKILL.md': bomb }))
    expect(plugins[0]!.problems).toMatchObject([
      { code: 'invalid-yaml', message: 'Expected values without *anchors, found one.', line: 5, column: 8 },
    ])
  })

  test('with YAML that is nested ten thousand times are refused', async () => {
    const deep = `---\nname: ${'['.repeat(10_000)}\n---\n`
    expect(await codesOf(hostile({ 'skills/notes/SKILL.md': deep }))).toEqual([
      'invalid-yaml plugins/a/skills/notes/SKILL.md',
    ])
  })

  test('with a line of dashes and a megabyte behind it take no time', async () => {
    const text = `---\n${' '.repeat(1_000_000)}x`
    const before = process.cpuUsage().user
    expect(await codesOf(hostile({ 'skills/notes/SKILL.md': text }))).toEqual([
      'no-frontmatter plugins/a/skills/notes/SKILL.md',
    ])
    expect(process.cpuUsage().user - before).toBeLessThan(2_000_000)
  })

  test('in too great a number, or too large together, refuse the plugin', async () => {
    const folder = hostile({})
    for (let index = 0; index < 20_001; index += 1) writeFileSync(join(folder, 'plugins/a/skills', `${index}`), '')
    expect(await codesOf(folder)).toEqual(['plugin-too-large plugins/a'])
    const large = hostile({})
    // Takes no room on the disk.
    writeFileSync(join(large, 'plugins/a/model.bin'), '')
    truncateSync(join(large, 'plugins/a/model.bin'), 257 * 1024 * 1024)
    expect(await codesOf(large)).toEqual(['plugin-too-large plugins/a'])
  })
})

describe('on Windows', () => {
  test('a name that Windows cannot have refuses the plugin', async () => {
    const root = folderInMemory()
    writeFiles(root, pluginFiles('a', { 'docs/what?.md': 'x', 'con.md': 'x' }, 'C/market/plugins/a/'))
    const windows = await simulatedHost(root, { platform: 'win32' })
    const { plugins } = await readPlugins(windows, 'C:\\market')
    expect(plugins[0]!.problems.map(({ severity, code, file }) => `${severity} ${code} ${file}`)).toEqual([
      'error windows-name plugins/a/con.md',
      'error windows-name plugins/a/docs/what?.md',
    ])
  })

  test('content has the same hash, when it is known which files can be run', async () => {
    const files: Record<string, Content> = { 'a.md': 'x', 'bin/tool': { program: 'x' }, 'docs/é.md': 'y' }
    const root = folderInMemory()
    writeFiles(root, Object.fromEntries(Object.entries(files).map(([path, content]) => [`C/p/${path}`, content])))
    const windows = await simulatedHost(root, { platform: 'win32' })
    const executables = new Set(['bin/tool'])
    expect(await contentHash(windows, 'C:\\p', { executables })).toBe(await contentHash(host, folderOf(files)))
  })
})

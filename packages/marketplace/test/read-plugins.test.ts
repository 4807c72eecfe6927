import { localHost } from '@cowork-mdm/machine'
import { describe, expect, test } from 'vitest'
import { contentHash, readPlugins, type PluginProblem } from '../src/index.js'
import { folderOf, manifest, pluginFiles, skill, type Content } from './support/folders.js'

const host = localHost()
const MANIFEST = '.claude-plugin/marketplace.json'

async function read(files: Record<string, Content>) {
  return await readPlugins(host, folderOf(files))
}

/** `severity code file:line:column` of everything that is wrong. */
async function problemsOf(files: Record<string, Content>): Promise<string[]> {
  const { problems, plugins } = await read(files)
  return [...problems, ...plugins.flatMap((plugin) => plugin.problems)].map(brief)
}

function brief({ severity, code, file, line, column }: PluginProblem): string {
  return `${severity} ${code} ${file}${line === undefined ? '' : `:${line}:${column}`}`
}

describe('a marketplace', () => {
  test('offers what its manifest names, in that order', async () => {
    const folder = folderOf({
      [MANIFEST]: manifest([
        { name: 'second', source: './plugins/second', description: 'From the entry.' },
        { name: 'first', source: './plugins/first' },
      ]),
      ...pluginFiles('first', {}, 'plugins/first/'),
      ...pluginFiles(
        'second',
        { '.claude-plugin/plugin.json': '{"name":"second","installationPreference":"required"}' },
        'plugins/second/',
      ),
    })
    expect(await readPlugins(host, folder)).toEqual({
      name: 'team',
      plugins: [
        {
          name: 'second',
          folder: 'plugins/second',
          description: 'From the entry.',
          installationPreference: 'required',
          hash: await contentHash(host, `${folder}/plugins/second`),
          problems: [],
        },
        {
          name: 'first',
          folder: 'plugins/first',
          version: '1.0.0',
          description: 'Does something.',
          hash: await contentHash(host, `${folder}/plugins/first`),
          problems: [],
        },
      ],
      elsewhere: [],
      problems: [],
    })
  })

  test('without a manifest offers plugins/ and external_plugins/, where the first one wins', async () => {
    const set = await read({
      ...pluginFiles('a', {}, 'plugins/a/'),
      ...pluginFiles('a', {}, 'external_plugins/a/'),
      ...pluginFiles('b', {}, 'external_plugins/b/'),
      'plugins/.hidden/SKILL.md': skill('hidden'),
      'plugins/shared/text.md': 'no plugin',
      'plugins/README.md': 'no plugin',
    })
    expect(set.plugins.map(({ name, folder }) => [name, folder])).toEqual([
      ['a', 'plugins/a'],
      ['b', 'external_plugins/b'],
    ])
    expect(set.problems.map(brief)).toEqual(['warning duplicate-name external_plugins/a'])
  })

  test('with a manifest offers folders beside it too, and says so', async () => {
    const set = await read({
      [MANIFEST]: manifest([{ name: 'renamed', source: './plugins/a' }]),
      ...pluginFiles('renamed', {}, 'plugins/a/'),
      ...pluginFiles('b', {}, 'plugins/b/'),
    })
    expect(set.plugins.map(({ name, folder }) => [name, folder])).toEqual([
      ['renamed', 'plugins/a'],
      ['b', 'plugins/b'],
    ])
    expect(set.problems.map(brief)).toEqual(['info unlisted-plugin plugins/b'])
  })

  test('puts pluginRoot before bare names', async () => {
    const set = await read({
      [MANIFEST]: manifest([{ name: 'a', source: 'a' }], { metadata: { pluginRoot: './lib' } }),
      ...pluginFiles('a', {}, 'lib/a/'),
    })
    expect(set.plugins.map(({ folder }) => folder)).toEqual(['lib/a'])
  })

  test('may be one plugin, or one skill', async () => {
    const plugin = await read(pluginFiles('alone'))
    expect(plugin.plugins.map(({ name, folder, problems }) => [name, folder, problems])).toEqual([['alone', '.', []]])
    const single = await read({ 'SKILL.md': skill('release-notes', 'Collects notes.') })
    expect(single.plugins).toMatchObject([
      { name: 'release-notes', folder: '.', description: 'Collects notes.', problems: [] },
    ])
  })

  test('names plugins of other places in every form that is pinned', async () => {
    const sha = '0123456789abcdef0123456789abcdef01234567'
    const sha256 = 'ab'.repeat(32)
    const set = await read({
      [MANIFEST]: manifest([
        { name: 'github', source: { source: 'github', repo: 'example-org/tools', sha } },
        {
          name: 'url',
          source: { source: 'url', url: 'https://git.example.com/tools.git', ref: 'main', sha },
          version: '2.0.0',
        },
        { name: 'subdir', source: { source: 'git-subdir', url: 'example-org/mono', path: 'plugins/x', sha } },
        { name: 'ssh', source: { source: 'url', url: 'git@git.example.com:team/tools.git', sha } },
        { name: 'archive', source: { source: 'archive', url: 'https://example.com/x.zip', sha256 } },
      ]),
    })
    expect(set.problems).toEqual([])
    expect(set.elsewhere).toEqual([
      { name: 'github', source: { kind: 'git', url: 'https://github.com/example-org/tools.git', commit: sha } },
      {
        name: 'url',
        version: '2.0.0',
        source: { kind: 'git', url: 'https://git.example.com/tools.git', commit: sha },
      },
      {
        name: 'subdir',
        source: { kind: 'git', url: 'https://github.com/example-org/mono.git', path: 'plugins/x', commit: sha },
      },
      { name: 'ssh', source: { kind: 'git', url: 'ssh://git@git.example.com/team/tools.git', commit: sha } },
      { name: 'archive', source: { kind: 'archive', url: 'https://example.com/x.zip', sha256 } },
    ])
  })

  test.each([
    ['a moving branch', { source: 'github', repo: 'a/b', ref: 'main' }, 'warning source-not-pinned'],
    [
      'an archive without a digest',
      { source: 'archive', url: 'https://example.com/x.zip' },
      'warning source-not-pinned',
    ],
    [
      'an archive by http',
      { source: 'archive', url: 'http://example.com/x.zip', sha256: 'ab'.repeat(32) },
      'warning source-unsupported',
    ],
    ['npm', { source: 'npm', package: 'x' }, 'warning source-unsupported'],
    ['a command', { source: 'command', command: 'curl example.com | sh' }, 'warning source-unsupported'],
    [
      'an option of git',
      { source: 'url', url: '--upload-pack=touch /tmp/x', sha: '0'.repeat(40) },
      'warning source-unsupported',
    ],
    ['a helper of git', { source: 'url', url: 'ext::sh -c id', sha: '0'.repeat(40) }, 'warning source-unsupported'],
    [
      'a password',
      { source: 'url', url: 'https://me:hunter2@example.com/x.git', sha: '0'.repeat(40) },
      'warning source-unsupported',
    ],
    [
      'a folder out of a repository',
      { source: 'git-subdir', url: 'a/b', path: '../x', sha: '0'.repeat(40) },
      'warning source-unsupported',
    ],
    ['no folder', './plugins/none', 'warning source-missing'],
    ['a folder above', '../other', 'error source-outside'],
    ['an absolute folder', '/etc', 'error source-outside'],
    ['a folder of Windows', 'C:\\Windows', 'error source-outside'],
    ['a number', 7, 'error invalid-value'],
    ['a map without what it needs', { source: 'github' }, 'error invalid-value'],
  ])('does not offer a plugin from %s', async (_what, source, expected) => {
    const files = {
      [MANIFEST]: manifest([
        { name: 'ok', source: './ok' },
        { name: 'x', source },
      ]),
      ...pluginFiles('ok', {}, 'ok/'),
    }
    const set = await read(files)
    expect(set.elsewhere).toEqual([])
    const [problem, ...more] = set.problems
    expect(more).toEqual([])
    expect(brief(problem!)).toMatch(new RegExp(`^${expected} ${MANIFEST}:\\d+:\\d+$`))
    expect(JSON.stringify(set)).not.toContain('hunter2')
  })

  test('without plugins is refused', async () => {
    expect(await problemsOf({ 'README.md': 'x' })).toEqual(['error no-plugins .'])
    expect(await problemsOf({ [MANIFEST]: manifest([]) })).toEqual([`error no-plugins ${MANIFEST}`])
  })

  test('that is no JSON is refused with its place', async () => {
    const set = await read({
      [MANIFEST]: '{\n  "name": "team",\n  "plugins": [,]\n}',
      ...pluginFiles('a', {}, 'plugins/a/'),
    })
    expect(set.plugins).toEqual([])
    expect(set.problems).toEqual([
      {
        severity: 'error',
        code: 'invalid-json',
        message: 'Expected a value, found something else.',
        file: MANIFEST,
        line: 3,
        column: 15,
      },
    ])
  })

  test('without an owner is only warned about', async () => {
    const text = JSON.stringify({ name: 'team', plugins: [{ name: 'a', source: './a' }] })
    const set = await read({ [MANIFEST]: text, ...pluginFiles('a', {}, 'a/') })
    expect(set.plugins.map(({ name }) => name)).toEqual(['a'])
    expect(set.problems.map(brief)).toEqual([`warning invalid-value ${MANIFEST}:1:1`])
  })

  test('takes one of two names that differ in case only', async () => {
    const set = await read({
      [MANIFEST]: manifest([
        { name: 'Tools', source: './a' },
        { name: 'tools', source: './b' },
      ]),
      ...pluginFiles('Tools', {}, 'a/'),
      ...pluginFiles('tools', {}, 'b/'),
    })
    expect(set.plugins.map(({ name }) => name)).toEqual(['Tools'])
    expect(set.problems.map(brief)).toEqual([`warning duplicate-name ${MANIFEST}:12:15`])
  })

  test.each([
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    '.hidden',
    'CON',
    'nul.txt',
    'com1',
    'a.',
    'a ',
    ' a',
    'a:b',
    'a\u202eb',
    'a\u0000b',
    'x'.repeat(65),
  ])('refuses the name %j for a plugin', async (name) => {
    const set = await read({ [MANIFEST]: manifest([{ name, source: './a' }]), ...pluginFiles('a', {}, 'a/') })
    expect(set.plugins).toEqual([])
    expect(set.problems.map(({ code }) => code)).toEqual(['invalid-name', 'no-plugins'])
  })

  test('takes names with letters of any script', async () => {
    const set = await read({
      [MANIFEST]: manifest([{ name: 'Übung-文', source: './a' }]),
      ...pluginFiles('Übung-文', {}, 'a/'),
    })
    expect(set.problems).toEqual([])
    expect(set.plugins.map(({ name, problems }) => [name, problems])).toEqual([['Übung-文', []]])
  })
})

describe('a plugin', () => {
  const PREFIX = 'plugins/a/'
  const plugin = (more: Record<string, Content>) => problemsOf(pluginFiles('a', more, PREFIX))

  test('that has all parts in order has no problems', async () => {
    expect(
      await plugin({
        'skills/other/SKILL.md': `---\nname: other\ndescription: >-\n  Two\n  lines.\nallowed-tools: [Read]\n---\n`,
        'commands/deploy.md': '---\ndescription: Deploys.\n---\nDo it.',
        'agents/team/reviewer.md': '---\nname: reviewer\ndescription: Reviews.\n---\n',
        'hooks/hooks.json': JSON.stringify({
          description: 'x',
          hooks: {
            PreToolUse: [{ matcher: 'Bash', hooks: [{ type: 'command', command: 'check' }] }],
            Stop: [{ hooks: [{ type: 'prompt', prompt: 'x' }] }],
          },
        }),
        '.mcp.json': JSON.stringify({
          mcpServers: {
            a: { type: 'http', url: 'https://mcp.example.com', headers: { Authorization: 'Bearer ${TOKEN}' } },
            b: { type: 'sse', url: '${HOST}/mcp', oauth: { clientId: 'x' } },
          },
        }),
        'bin/tool': { program: '#!/bin/sh\n' },
        'skills/notes/other.md': { link: '../other/SKILL.md' },
      }),
    ).toEqual([])
  })

  test.each<[what: string, files: Record<string, Content>, expected: string[]]>([
    [
      'a manifest that is no JSON',
      { '.claude-plugin/plugin.json': '{\n  "name": a\n}' },
      ['error invalid-json plugins/a/.claude-plugin/plugin.json:2:11'],
    ],
    [
      'a manifest without a name',
      { '.claude-plugin/plugin.json': '{"version":"1.0.0"}' },
      ['error invalid-value plugins/a/.claude-plugin/plugin.json:1:1'],
    ],
    [
      'a preference that there is not',
      { '.claude-plugin/plugin.json': '{"name":"a","installationPreference":"force"}' },
      ['error invalid-value plugins/a/.claude-plugin/plugin.json:1:38'],
    ],
    [
      'a version that is a number',
      { '.claude-plugin/plugin.json': '{"name":"a","version":1}' },
      ['error invalid-value plugins/a/.claude-plugin/plugin.json:1:23'],
    ],
    [
      'a version in words',
      { '.claude-plugin/plugin.json': '{"name":"a","version":"latest"}' },
      ['warning version-style plugins/a/.claude-plugin/plugin.json:1:23'],
    ],
    ['another name', { '.claude-plugin/plugin.json': '{"name":"b"}' }, ['warning name-differs plugins/a']],
    [
      'other bytes than text',
      { '.claude-plugin/plugin.json': Buffer.from([0xff, 0xfe, 0x7b]) },
      ['error not-text plugins/a/.claude-plugin/plugin.json'],
    ],
    [
      'a path that leads out',
      { '.claude-plugin/plugin.json': '{"name":"a","commands":"../../x"}' },
      ['error path-outside plugins/a/.claude-plugin/plugin.json:1:24'],
    ],
    [
      'a path to nothing',
      { '.claude-plugin/plugin.json': '{"name":"a","agents":["./none"]}' },
      ['warning path-missing plugins/a/.claude-plugin/plugin.json:1:22'],
    ],
    [
      'parts in .claude-plugin',
      { '.claude-plugin/commands/x.md': 'x' },
      ['warning misplaced-part plugins/a/.claude-plugin/commands'],
    ],
    [
      'a skill without frontmatter',
      { 'skills/notes/SKILL.md': 'Text.' },
      ['error no-frontmatter plugins/a/skills/notes/SKILL.md'],
    ],
    [
      'a skill without a description',
      { 'skills/notes/SKILL.md': '---\nname: notes\n---\n' },
      ['error invalid-value plugins/a/skills/notes/SKILL.md:1:1'],
    ],
    [
      'a skill with an empty name',
      { 'skills/notes/SKILL.md': '---\nname: ""\ndescription: x\n---\n' },
      ['error invalid-value plugins/a/skills/notes/SKILL.md:2:7'],
    ],
    [
      'a skill with broken YAML',
      { 'skills/notes/SKILL.md': '---\nname: notes\ndescription: a: b\n---\n' },
      ['error invalid-yaml plugins/a/skills/notes/SKILL.md:3:14'],
    ],
    [
      'a skill of another name',
      { 'skills/notes/SKILL.md': skill('other') },
      ['warning name-differs plugins/a/skills/notes/SKILL.md:2:7'],
    ],
    [
      'a skill with capitals',
      { 'skills/notes/SKILL.md': skill('Notes') },
      ['warning name-style plugins/a/skills/notes/SKILL.md:2:7'],
    ],
    [
      'a skill that tells too much',
      { 'skills/notes/SKILL.md': skill('notes', 'x'.repeat(1025)) },
      ['warning invalid-value plugins/a/skills/notes/SKILL.md:3:14'],
    ],
    [
      'a command without a description',
      { 'commands/x.md': 'Text.' },
      ['warning no-description plugins/a/commands/x.md'],
    ],
    [
      'an agent with broken YAML',
      { 'agents/x.md': '---\nname: x\ndescription: a: b\n---\n' },
      ['warning invalid-yaml plugins/a/agents/x.md:3:14'],
    ],
    ['a local server', { '.mcp.json': '{"x":{"command":"npx"}}' }, ['warning server-ignored plugins/a/.mcp.json:1:6']],
    [
      'a server without a type',
      { '.mcp.json': '{"x":{"url":"https://x"}}' },
      ['warning server-ignored plugins/a/.mcp.json:1:6'],
    ],
    [
      'a server with numbers as headers',
      { '.mcp.json': '{"x":{"type":"http","url":"https://x","headers":{"a":1}}}' },
      ['error invalid-value plugins/a/.mcp.json:1:1'],
    ],
    [
      'a server of another protocol',
      { '.mcp.json': '{"x":{"type":"http","url":"file:///etc/passwd"}}' },
      ['warning invalid-value plugins/a/.mcp.json:1:27'],
    ],
    ['servers that are no JSON', { '.mcp.json': '{"x":}' }, ['error invalid-json plugins/a/.mcp.json:1:6']],
    [
      'a hook that is no list',
      { 'hooks/hooks.json': '{"hooks":{"Stop":{"command":"x"}}}' },
      ['error invalid-value plugins/a/hooks/hooks.json:1:18'],
    ],
    [
      'a hook without its command',
      { 'hooks/hooks.json': '{"hooks":{"Stop":[{"hooks":[{"type":"command"}]}]}}' },
      ['error invalid-value plugins/a/hooks/hooks.json:1:29'],
    ],
    [
      'a hook of an unknown type',
      { 'hooks/hooks.json': '{"hooks":{"Stop":[{"hooks":[{"type":"eval"}]}]}}' },
      ['error invalid-value plugins/a/hooks/hooks.json:1:37'],
    ],
    [
      'a hook for an unknown event',
      { 'hooks/hooks.json': '{"hooks":{"OnSave":[]}}' },
      ['warning unknown-event plugins/a/hooks/hooks.json:1:20'],
    ],
    ['a name of a device', { 'docs/aux.md': 'x' }, ['warning windows-name plugins/a/docs/aux.md']],
    ['names that differ in case', { 'docs/A.md': 'x', 'docs/a.md': 'y' }, ['error name-clash plugins/a/docs/a.md']],
    [
      'folders that differ in how letters are composed',
      { 'caf\u00e9/a': 'x', 'cafe\u0301/b': 'y' },
      ['error name-clash plugins/a/caf\u00e9'],
    ],
  ])('with %s is reported', async (_what, files, expected) => {
    expect(await plugin(files)).toEqual(expected)
  })

  test('without a manifest and without a skill at its top is not one that the app takes, and not offered', async () => {
    const files = {
      [MANIFEST]: manifest([
        { name: 'a', source: './a' },
        { name: 'b', source: './b' },
      ]),
      'a/skills/x/SKILL.md': skill('x'),
      ...pluginFiles('b', {}, 'b/'),
    }
    const { plugins, problems } = await read(files)
    expect(plugins.map(({ name }) => name)).toEqual(['b'])
    expect(problems.map(brief)).toEqual(['warning no-manifest a'])
  })

  test('with nothing in it is reported', async () => {
    expect(await problemsOf({ 'plugins/a/.claude-plugin/plugin.json': '{"name":"a"}' })).toEqual([
      'warning nothing-in-it plugins/a',
    ])
  })

  test('whose entry tells another version is reported', async () => {
    const files = {
      [MANIFEST]: manifest([{ name: 'a', source: './a', version: '2.0.0' }]),
      ...pluginFiles('a', {}, 'a/'),
    }
    expect(await problemsOf(files)).toEqual([`warning version-differs ${MANIFEST}:10:18`])
  })
})

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localHost } from '@cowork-mdm/machine'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentHash, packSkills, readPlugins, unpack, type PackOptions } from '../src/index.js'
import { tarGzOf } from './support/archives.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'
import { folderOf, skill, snapshot, writeFiles, type Content } from './support/folders.js'

const host = localHost()
const SKILLS: Record<string, Content> = {
  'notes/SKILL.md': skill('notes', 'Writes notes.'),
  'notes/scripts/run.sh': { program: '#!/bin/sh\n' },
  'notes/same.md': { link: 'SKILL.md' },
  'draft/SKILL.md': skill('draft', 'Writes drafts.'),
}

async function pack(dir: string, options: Partial<PackOptions> = {}) {
  const out = options.out ?? join(folderInMemory(), 'pack')
  return await packSkills(host, dir, { name: 'team-skills', ...options, out })
}

async function failure(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'packed',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  )
}

describe('skills', () => {
  test('become a plugin', async () => {
    const result = await pack(folderOf(SKILLS), { version: '1.2.0', author: { name: 'IT', email: 'it@example.com' } })
    const {
      '.claude-plugin/plugin.json': manifest,
      'version.json': version,
      'README.md': readme,
      ...rest
    } = snapshot(result.out)
    expect(JSON.parse(manifest!)).toEqual({
      name: 'team-skills',
      version: '1.2.0',
      description: 'Skills: draft, notes.',
      author: { name: 'IT', email: 'it@example.com' },
    })
    expect(JSON.parse(version!)).toEqual({ version: `1.2.0+${result.hash.slice(0, 16)}` })
    expect(readme).toContain('- **draft**: Writes drafts.\n- **notes**: Writes notes.\n')
    expect(rest).toEqual({
      '.cowork-mdm-pack.json': '{\n  "formatVersion": 1,\n  "madeBy": "cowork-mdm skill pack"\n}\n',
      'skills/draft/SKILL.md': skill('draft', 'Writes drafts.'),
      'skills/notes/SKILL.md': skill('notes', 'Writes notes.'),
      'skills/notes/same.md': skill('notes', 'Writes notes.'),
      'skills/notes/scripts/run.sh': '##!/bin/sh\n',
    })
    expect(result).toMatchObject({
      changed: true,
      name: 'team-skills',
      version: '1.2.0',
      hash: await contentHash(host, result.out),
      skills: [
        { folder: 'draft', name: 'draft', description: 'Writes drafts.' },
        { folder: 'notes', name: 'notes', description: 'Writes notes.' },
      ],
      passedOver: [],
      problems: [],
    })
  })

  test('are a plugin that a marketplace can offer', async () => {
    const market = folderInMemory()
    mkdirSync(join(market, 'plugins'))
    const { hash } = await pack(folderOf(SKILLS), { out: join(market, 'plugins', 'team-skills') })
    const { plugins, problems } = await readPlugins(host, market)
    expect(problems).toEqual([])
    expect(plugins).toMatchObject([{ name: 'team-skills', version: '0.1.0', hash, problems: [] }])
  })

  test('may lie in skills/, which counts only where there are none at the top', async () => {
    const inside = Object.fromEntries(Object.entries(SKILLS).map(([path, content]) => [`skills/${path}`, content]))
    expect((await pack(folderOf(inside))).skills.map(({ folder }) => folder)).toEqual(['skills/draft', 'skills/notes'])
    const both = await pack(folderOf({ ...inside, 'top/SKILL.md': skill('top'), 'docs/x.md': 'x', '.git/config': 'x' }))
    expect(both.skills.map(({ folder }) => folder)).toEqual(['top'])
    expect(both.passedOver).toEqual(['docs'])
    expect(readdirSync(join(both.out, 'skills'))).toEqual(['top'])
  })

  test('leave behind what file managers put into folders', async () => {
    const { out } = await pack(
      folderOf({ ...SKILLS, 'notes/.DS_Store': 'x', 'notes/scripts/Thumbs.db': 'x', 'notes/.git/config': 'x' }),
    )
    expect(Object.keys(snapshot(out)).filter((path) => path.startsWith('skills/notes/'))).toEqual([
      'skills/notes/SKILL.md',
      'skills/notes/same.md',
      'skills/notes/scripts/run.sh',
    ])
  })
})

describe('the same skills', () => {
  test('give the same bytes, whenever and wherever', async () => {
    const name = fc.stringMatching(/^[a-z]{1,6}(?:-[a-z]{1,4})?$/)
    const skills = fc.uniqueArray(fc.record({ name, text: fc.string({ unit: 'binary' }), extra: fc.boolean() }), {
      selector: (each) => each.name,
      minLength: 1,
      maxLength: 4,
    })
    const usable = skills.filter((list) => list.every((each) => !/^(?:con|prn|aux|nul|skills)$/.test(each.name)))
    await fc.assert(
      fc.asyncProperty(
        usable.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        async (orders) => {
          const snapshots = []
          for (const list of orders) {
            const files = list.flatMap((each): [string, Content][] => [
              [`${each.name}/SKILL.md`, `${skill(each.name)}${each.text}`],
              ...(each.extra ? ([[`${each.name}/run`, { program: each.text }]] as [string, Content][]) : []),
            ])
            snapshots.push(snapshot((await pack(folderOf(Object.fromEntries(files)))).out))
          }
          expect(snapshots[0]).toEqual(snapshots[1])
        },
      ),
      { numRuns: 20 },
    )
  })

  test('packed again change nothing, without --force', async () => {
    const dir = folderOf(SKILLS)
    const out = join(folderInMemory(), 'pack')
    expect((await pack(dir, { out })).changed).toBe(true)
    expect((await pack(dir, { out })).changed).toBe(false)
    expect(readdirSync(join(out, '..'))).toEqual(['pack'])
  })

  test('come back whole from an archive of the plugin', async () => {
    const { out } = await pack(folderOf(SKILLS))
    const files = Object.entries(snapshot(out))
    const archive = tarGzOf(
      files.map(([path, text]) => ({
        path: `x/${path}`,
        text: text.replace(/^#(?=#!)/, ''),
        mode: text.startsWith('##!') ? 0o755 : 0o644,
      })),
    )
    const entries = (await unpack(archive)).map(({ path, type, bytes }) => [
      path,
      (type === 'program' ? '#' : '') + bytes.toString('latin1'),
    ])
    expect(Object.fromEntries(entries)).toEqual(Object.fromEntries(files))
  })
})

describe('what is there already', () => {
  test('is replaced with force where an earlier run has made it, and only then', async () => {
    const dir = folderOf(SKILLS)
    const { out } = await pack(dir)
    writeFiles(dir, { 'new/SKILL.md': skill('new') })
    expect(await failure(pack(dir, { out }))).toMatch(/^exists: /)
    expect(existsSync(join(out, 'skills/new'))).toBe(false)
    expect((await pack(dir, { out, force: true })).changed).toBe(true)
    expect(readdirSync(join(out, 'skills'))).toEqual(['draft', 'new', 'notes'])
    expect(readdirSync(join(out, '..'))).toEqual(['pack'])
  })

  test.each<[what: string, files: Record<string, Content>]>([
    ['a folder of somebody', { 'pack/important.txt': 'x' }],
    ['a plugin of somebody', { 'pack/.claude-plugin/plugin.json': '{"name":"team-skills"}' }],
    ['a hidden file', { 'pack/.DS_Store': 'x' }],
    ['a file', { pack: 'x' }],
    [
      'a link',
      {
        pack: { link: 'other' },
        'other/.cowork-mdm-pack.json': '{\n  "formatVersion": 1,\n  "madeBy": "cowork-mdm skill pack"\n}\n',
      },
    ],
    ['a marker that says something else', { 'pack/.cowork-mdm-pack.json': '{}' }],
  ])('is left alone even with force: %s', async (_what, files) => {
    const parent = folderOf(files)
    const before = snapshot(parent)
    expect(await failure(pack(folderOf(SKILLS), { out: join(parent, 'pack'), force: true }))).toMatch(/^not-ours: /)
    expect(snapshot(parent)).toEqual(before)
    expect(readdirSync(parent)).toEqual([...new Set(Object.keys(files).map((path) => path.split('/')[0]!))].sort())
  })

  test('may be an empty folder', async () => {
    const out = folderInMemory()
    expect((await pack(folderOf(SKILLS), { out })).changed).toBe(true)
    expect(existsSync(join(out, 'version.json'))).toBe(true)
  })

  test('is brought back where a run was killed in between', async () => {
    const dir = folderOf(SKILLS)
    const parent = folderInMemory()
    const out = join(parent, 'pack')
    await pack(dir, { out })
    const before = snapshot(out)
    // A process that has ended.
    writeFiles(
      parent,
      Object.fromEntries(
        Object.entries(before).map(([path, text]) => [
          `.pack.old-999999999-0123abcd/${path}`,
          Buffer.from(text.replace(/^#(?=#!)/, ''), 'latin1'),
        ]),
      ),
    )
    writeFiles(parent, { '.pack.new-999999999-0123abcd/half': 'x' })
    await host.remove(out, { contents: true })
    await pack(dir, { out, force: true })
    expect(snapshot(out)).toEqual(before)
    expect(readdirSync(parent)).toEqual(['pack'])
  })
})

describe('nothing is written where', () => {
  test.each<[what: string, files: Record<string, Content>, expected: RegExp]>([
    ['there are no skills', { 'docs/x.md': 'x' }, /^no-skills: /],
    ['the folder is a skill itself', { 'SKILL.md': skill('x') }, /^no-skills: /],
    [
      'a skill has no frontmatter',
      { ...SKILLS, 'bad/SKILL.md': 'x' },
      /^invalid-skills: .*found 1\. bad\/SKILL\.md: /s,
    ],
    [
      'a skill has no description',
      { 'bad/SKILL.md': '---\nname: bad\n---\n' },
      /^invalid-skills: .* bad\/SKILL\.md:1: Expected text for description/s,
    ],
    ['a skill is no YAML', { 'bad/SKILL.md': '---\nname: a: b\n---\n' }, /^invalid-skills: .* bad\/SKILL\.md:2: /s],
    [
      'two skills have one name',
      { 'a/SKILL.md': skill('same'), 'b/SKILL.md': skill('same') },
      /^invalid-skills: .*Expected each name once/s,
    ],
    ['a file could not be on Windows', { ...SKILLS, 'notes/aux.md': 'x' }, /^invalid-skills: .*name of a device/s],
    [
      'two files are one on a Mac',
      { ...SKILLS, 'notes/A': 'x', 'notes/a': 'y' },
      /^invalid-skills: .*differ in more than case/s,
    ],
    [
      'a link leads out',
      { ...SKILLS, 'notes/secret': { link: '/etc/passwd' } },
      /^invalid-skills: .*leads out or nowhere/s,
    ],
    ['a skill is a link that leads out', { ...SKILLS, other: { link: '/etc' } }, /^link-escapes: /],
  ])('%s', async (_what, files, expected) => {
    const parent = folderInMemory()
    expect(await failure(pack(folderOf(files), { out: join(parent, 'pack') }))).toMatch(expected)
    expect(readdirSync(parent)).toEqual([])
  })

  test.each([['Team'], ['-x'], ['a/b'], ['../x'], ['con'], [''], ['a--b'], ['x'.repeat(65)]])(
    'the name is %j',
    async (name) => {
      const parent = folderInMemory()
      expect(await failure(pack(folderOf(SKILLS), { name, out: join(parent, 'pack') }))).toMatch(/^bad-name: /)
      expect(readdirSync(parent)).toEqual([])
    },
  )

  test('the version is none, or the folder to write in is missing', async () => {
    const dir = folderOf(SKILLS)
    expect(await failure(pack(dir, { version: ' ' }))).toMatch(/^bad-version: /)
    expect(await failure(pack(dir, { out: join(folderInMemory(), 'none', 'pack') }))).toMatch(/^folder-missing: /)
    expect(await failure(pack('/nothing/here'))).toMatch(/^not-a-folder: /)
  })

  test('one folder lies in the other', async () => {
    const dir = folderOf(SKILLS)
    writeFileSync(join(dir, 'keep'), 'x')
    const before = snapshot(dir)
    const link = folderOf({ in: { link: dir } })
    for (const out of [join(dir, 'out'), dir, join(dir, '..'), join(link, 'in', 'out')])
      expect(await failure(pack(dir, { out, force: true }))).toMatch(/^unsafe-out: /)
    expect(snapshot(dir)).toEqual(before)
  })
})

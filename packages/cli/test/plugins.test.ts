import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

const COMMIT = '0123456789abcdef0123456789abcdef01234567'
const SKILL = '---\nname: notes\ndescription: Writes notes.\n---\n'

function folderOf(files: Record<string, string>): string {
  // The folder of macOS for temporary files lies behind a link, and that of Windows has a short name.
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

test('skill pack makes a plugin, once', async () => {
  const cwd = folderOf({ 'skills/notes/SKILL.md': SKILL, 'skills/docs/x.md': 'x' })
  const args = ['skill', 'pack', 'skills', '--name', 'team', '--out', 'team', '--version', '1.2.0']
  expect(await runCli(args, { cwd })).toEqual({
    exitCode: 0,
    stdout: 'Skill  What it is for\nnotes  Writes notes.\n',
    stderr: `docs has no SKILL.md and was passed over.\nPacked 1 skill into ${join(cwd, 'team')}.\n`,
  })
  const again = await runCli([...args, '--json'], { cwd })
  expect(JSON.parse(again.stdout)).toMatchObject({
    changed: false,
    name: 'team',
    version: '1.2.0',
    skills: [{ name: 'notes', description: 'Writes notes.', folder: 'notes' }],
  })
})

test('skill pack shows every error with its place, and writes nothing', async () => {
  const cwd = folderOf({ 'skills/a/SKILL.md': 'x', 'skills/b/SKILL.md': '---\nname: b: c\n---\n' })
  expect(await runCli(['skill', 'pack', 'skills', '--name', 'team', '--out', 'team'], { cwd })).toEqual({
    exitCode: 1,
    stdout: expect.stringMatching(
      /^skills?.*a\/SKILL\.md: error: .*\n.*b\/SKILL\.md:2:7: error: .*\n$|^a\/SKILL\.md: error: .*\nb\/SKILL\.md:2:7: error: .*\n$/,
    ) as string,
    stderr: 'Nothing was written: 2 errors.\n',
  })
  expect(await runCli(['skill', 'pack', 'skills', '--name', 'Team', '--out', 'team'], { cwd })).toMatchObject({
    exitCode: 2,
  })
  expect(await runCli(['skill', 'pack', 'skills', '--out', 'team'], { cwd })).toMatchObject({ exitCode: 2 })
})

test('marketplace pin prints the value of the setting', async () => {
  const { exitCode, stdout } = await runCli([
    'marketplace',
    'pin',
    'example-org/plugins',
    '--ref',
    COMMIT,
    '--installation-preference',
    'required',
  ])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual([
    { source: 'github', repo: 'example-org/plugins', ref: COMMIT, installationPreference: 'required' },
  ])
  expect(await runCli(['marketplace', 'pin', 'https://me:hunter2@example.com/x', '--ref', COMMIT])).toMatchObject({
    exitCode: 2,
    stderr: expect.not.stringContaining('hunter2') as string,
  })
})

test('plugin list, show, unlink and prune work on the machine in a folder', async () => {
  const orgPlugins = 'Library/Application Support/Claude/org-plugins'
  const root = folderOf({
    'host.json': JSON.stringify({ platform: 'darwin', now: '2026-11-25T08:00:00Z', administrator: true, users: [] }),
    [`${orgPlugins}/notes/.claude-plugin/plugin.json`]: '{"name":"notes","version":"1.0.0"}',
    [`${orgPlugins}/notes/skills/notes/SKILL.md`]: SKILL,
  })
  symlinkSync('gone/plugins/old', join(root, orgPlugins, 'old'))
  expect(await runCli(['plugin', 'list', '--root', root])).toMatchObject({
    exitCode: 1,
    stdout:
      'Name   Version  Health         Source\nnotes  1.0.0    ok             a folder\nold             leads nowhere  clone gone in org-plugins\n',
  })
  expect(await runCli(['plugin', 'show', 'notes', '--root', root])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(
      /^Name +notes\nVersion +1\.0\.0\nPath +\/Library.*\nSource +a folder\nHealth +ok\n$/,
    ) as string,
  })
  expect(await runCli(['plugin', 'unlink', 'notes', '--root', root])).toMatchObject({ exitCode: 2 })
  expect(await runCli(['plugin', 'unlink', 'nots', '--root', root])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Did you mean "notes"?') as string,
  })
  expect(await runCli(['plugin', 'prune', '--root', root])).toMatchObject({
    exitCode: 0,
    stdout: '- /Library/Application Support/Claude/org-plugins/old (leads nowhere)\n',
    stderr: 'Nothing was changed. Add --yes to remove it.\n',
  })
  expect(await runCli(['plugin', 'prune', '--yes', '--root', root])).toMatchObject({ exitCode: 0 })
  expect(await runCli(['plugin', 'list', '--root', root])).toMatchObject({ exitCode: 0 })
  expect(await runCli(['marketplace', 'migrate', '--root', root, '--json'])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('"clones": []') as string,
  })
})

test('on Linux, plugin list names what works instead', async () => {
  const root = folderOf({})
  expect(await runCli(['plugin', 'list', '--root', root, '--platform', 'linux'])).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining('allowedPluginMarketplaces') as string,
  })
})

import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'
import { runUnprivileged } from './support/run-unprivileged.js'

const one = {
  '.claude-plugin/plugin.json': '{"name":"one","version":"1.0.0"}',
  'skills/one/SKILL.md': '---\nname: one\ndescription: x\n---\nText\n',
}

/** A machine's folders, a repository with one plugin, and the command line that works with them. */
function machine() {
  const folder = temporaryFolder()
  const bare = join(folder, 'plugins.git')
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare])
  const commit = (files: Record<string, string>) => {
    const lines = Object.entries(files).map(
      ([path, text]) => `M 100644 inline plugins/one/${path}\ndata ${text.length}\n${text}\n`,
    )
    const from =
      execFileSync('git', [`--git-dir=${bare}`, 'for-each-ref', 'refs/heads/main']).length > 0
        ? 'from refs/heads/main^0\n'
        : ''
    const input = `commit refs/heads/main\ncommitter T <t@example.com> 1700000000 +0000\ndata 0\n${from}deleteall\n${lines.join('')}\ndone\n`
    execFileSync('git', [`--git-dir=${bare}`, 'fast-import', '--quiet'], { input })
    return execFileSync('git', [`--git-dir=${bare}`, 'rev-parse', 'main'])
      .toString()
      .trim()
  }
  const store = ['--clones', join(folder, 'clones'), '--org-plugins', join(folder, 'app/org-plugins')]
  const cli = async (...args: string[]) => await runCli(['marketplace', ...args, ...store])
  return { folder, url: `file://${bare}`, commit, cli }
}

test('add, list, update, verify, rollback and remove, as people see them', async () => {
  const { url, commit, cli } = machine()
  const first = commit(one)
  expect(await cli('add', url, '--allow-insecure')).toEqual({
    exitCode: 0,
    stdout: `plugins is at ${first}: 1 plugin added\n  + one\n`,
    stderr: '',
  })
  expect(await cli('add', url, '--allow-insecure')).toEqual({
    exitCode: 0,
    stdout: 'plugins is there already\n',
    stderr: '',
  })
  expect((await cli('list')).stdout).toMatch(
    /^Name {5}Installed {5}Pinned to {11,}Plugins {2}Earlier {2}Source\nplugins {2}[0-9a-f]{12} /,
  )
  const second = commit({ ...one, 'README.md': 'New' })
  const [from, to] = [first.slice(0, 12), second.slice(0, 12)]
  const shown = await cli('update', '--dry-run', '--allow-insecure')
  expect(shown.stdout).toBe(
    `plugins would change from ${from} to ${to}: 1 plugin changed\n  ~ one (1.0.0)\n    + plugins/one/README.md\n`,
  )
  expect((await cli('update', '--allow-insecure')).stdout).toBe(
    `plugins changed from ${from} to ${to}: 1 plugin changed\n`,
  )
  expect((await cli('update', '--allow-insecure')).stdout).toBe('plugins has nothing new\n')
  expect(await cli('verify')).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: 'Everything is as it was installed: plugins.\n',
  })
  expect((await cli('rollback', 'plugins')).stdout).toBe(`plugins went back from ${to} to ${from}: 1 plugin changed\n`)
  expect((await cli('update', '--allow-insecure')).stdout).toContain(`plugins is held at ${first}`)
  expect((await cli('remove', 'plugins')).stdout).toBe('plugins was removed\n  - one\n')
  expect((await cli('remove', 'plugins')).stdout).toBe('plugins is not there\n')
}, 60_000)

test('with --json the result of the library, and 1 where one of several failed', async () => {
  const { url, commit, cli } = machine()
  const revision = commit(one)
  const added = JSON.parse((await cli('add', url, '--allow-insecure', '--json')).stdout) as object
  expect(added).toMatchObject({ changed: true, marketplace: { name: 'plugins', revision } })
  rmSync(url.slice('file://'.length), { recursive: true })
  const { exitCode, stdout } = await cli('update', '--allow-insecure', '--json')
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ changed: false, marketplaces: [{ error: { code: 'repository-gone' } }] })
})

test.each([
  ['ext::sh', 'bad-source'],
  ['https://ann:pw@example.com/x.git', 'secret-in-source'],
  ['http://example.com/x.git', 'insecure-source'],
])('%s is wrong usage', async (source, code) => {
  const { cli } = machine()
  const { exitCode, stderr } = await cli('add', source, '--json')
  expect({ exitCode, error: JSON.parse(stderr) as object }).toMatchObject({ exitCode: 2, error: { error: { code } } })
})

test('--splay takes seconds of a day', async () => {
  const { cli } = machine()
  for (const seconds of ['soon', '86401']) expect((await cli('update', '--splay', seconds)).exitCode).toBe(2)
})

test.skipIf(process.platform === 'win32')('without permission: 3, and what an administrator runs', async () => {
  const { folder } = machine()
  const closed = join(folder, 'closed')
  mkdirSync(closed, { mode: 0o555 })
  execFileSync('chmod', ['755', folder])
  const source = join(folder, "it's")
  mkdirSync(join(source, 'plugins/one/.claude-plugin'), { recursive: true })
  const { exitCode, stderr } = await runUnprivileged(
    ['marketplace', 'add', source, '--name', 'x', '--clones', join(closed, 'c')],
    folder,
  )
  expect(exitCode).toBe(3)
  expect(stderr).toContain(
    `Hint: As an administrator, run: sudo cowork-mdm marketplace add '${folder}/it'\\''s' --name x --clones ${closed}/c\n`,
  )
})

test('where there are none, verify says so', async () => {
  const { cli } = machine()
  expect(await cli('verify')).toEqual({ exitCode: 0, stdout: '', stderr: 'There are no marketplaces here.\n' })
})

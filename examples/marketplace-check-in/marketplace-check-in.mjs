// Runs check-in.sh as a console would, against a repository and a machine in a temporary folder.
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

if (process.platform === 'win32') {
  console.log('check-in.sh is for macOS and Linux')
  process.exit()
}
const folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-check-in-'))
const here = fileURLToPath(new URL('.', import.meta.url))
const bin = fileURLToPath(new URL('../../packages/cli/bin/cowork-mdm.js', import.meta.url))
try {
  const repository = join(folder, 'plugins.git')
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', repository])
  const commits = ['Does it.', 'Does more.'].map(commit)

  // Stands before the tool: the repository is a file here, and the machine a folder.
  const tools = join(folder, 'bin')
  mkdirSync(tools)
  const store = `--clones '${folder}/clones' --org-plugins '${folder}/org-plugins'`
  const tool = `#!/bin/sh
case $2 in
  verify) exec '${process.execPath}' '${bin}' "$@" ${store} ;;
  *) exec '${process.execPath}' '${bin}' "$@" --allow-insecure ${store} ;;
esac
`
  writeFileSync(join(tools, 'cowork-mdm'), tool, { mode: 0o755 })
  const script = readFileSync(join(here, 'check-in.sh'), 'utf8')
    .replace('PATH=/usr/local/bin', `PATH='${tools}':/usr/local/bin`)
    .replace('--require-pin --allow-host "$allowed_host"', '--require-pin')
  const runs = [
    ['the first check-in installs the commit', commits[0], 0],
    ['the second one finds nothing to do', commits[0], 0],
    ['the next commit is rolled out', commits[1], 0],
  ]
  for (const [what, wanted, expected] of runs) checkIn(what, wanted, expected)
  appendFileSync(join(folder, 'org-plugins/one/skills/one/SKILL.md'), 'edited')
  checkIn('a file that somebody has edited is found', commits[1], 1)

  function checkIn(what, wanted, expected) {
    const args = ['-c', script, 'check-in.sh', '', '', '', `file://${repository}`, wanted, '0']
    const { status, stdout, stderr } = spawnSync('sh', args, { encoding: 'utf8' })
    console.log(`${what} (exit code ${status})\n${stdout}${stderr}`)
    if (status !== expected) throw new Error(`expected exit code ${expected}`)
  }

  function commit(text, index) {
    const files = {
      'plugins/one/.claude-plugin/plugin.json': JSON.stringify({ name: 'one', version: `${index + 1}.0.0` }),
      'plugins/one/skills/one/SKILL.md': `---\nname: one\ndescription: An example\n---\n\n${text}\n`,
    }
    const lines = Object.entries(files).map(
      ([path, content]) => `M 100644 inline ${path}\ndata ${content.length}\n${content}\n`,
    )
    const from = index === 0 ? '' : 'from refs/heads/main^0\n'
    const input = `commit refs/heads/main\ncommitter T <t@example.com> 1700000000 +0000\ndata 0\n${from}${lines.join('')}\ndone\n`
    execFileSync('git', [`--git-dir=${repository}`, 'fast-import', '--quiet'], { input })
    return execFileSync('git', [`--git-dir=${repository}`, 'rev-parse', 'main'], { encoding: 'utf8' }).trim()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

// Runs the whole example as nights of a workflow: release one is pinned, release two is taken, a pull request is opened, left,
// closed, merged; a third release comes, an older one, a page instead of an app. git is real, with a bare repository as the
// remote; instead of gh, which needs GitHub, a script remembers pull requests and writes down what it is called with.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSampleApp, RELEASES } from '../sample-app/build-sample-app.mjs'

const [watcher, opener] = ['watch-release.mjs', 'open-pull-request.sh'].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
)

/** Answers "pr list --head BRANCH --state STATE", "pr create --head BRANCH", "pr edit BRANCH" out of the folder PULLS. */
const GH = `#!/bin/sh
case $2 in
  list)
    count=0
    [ -e "$PULLS/$4.open" ] && count=1
    [ "$6" = all ] && [ -e "$PULLS/$4.closed" ] && count=1
    echo $count ;;
  create) : >"$PULLS/$4.open"; echo "gh $*" >>"$PULLS/calls" ;;
  *) echo "gh $*" >>"$PULLS/calls" ;;
esac
`

export async function showItself() {
  const root = mkdtempSync(join(tmpdir(), 'cowork-mdm-watch-'))
  try {
    const [remote, folder, tools, pulls] = ['remote.git', 'fleet', 'tools', 'pulls'].map((name) => join(root, name))
    for (const made of [folder, tools, pulls]) mkdirSync(made)
    writeFileSync(join(tools, 'gh'), GH)
    chmodSync(join(tools, 'gh'), 0o755)
    const names = { GIT_AUTHOR_NAME: 'IT', GIT_AUTHOR_EMAIL: 'it@example.com' }
    const committer = { GIT_COMMITTER_NAME: 'IT', GIT_COMMITTER_EMAIL: 'it@example.com' }
    const path = { PATH: tools + delimiter + process.env.PATH, PULLS: pulls }
    const env = { ...process.env, ...names, ...committer, ...path }
    const run = (command, ...args) => execFileSync(command, args, { cwd: folder, env, encoding: 'utf8' }).trim()
    run('git', 'init', '--quiet', '--bare', remote)
    run('git', 'init', '--quiet', '--initial-branch=main')
    run('git', 'remote', 'add', 'origin', remote)

    const [body, outputs] = [join(root, 'text.md'), join(root, 'outputs')]
    /** One night of the workflow, with what GitHub starts from: main alone, and empty outputs. */
    const night = async (app) => {
      run('git', 'switch', '--quiet', 'main')
      for (const file of [body, outputs]) writeFileSync(file, '')
      const watching = { ...env, GITHUB_OUTPUT: outputs }
      const { status, stderr } = spawnSync(process.execPath, [watcher, app, folder, body], {
        env: watching,
        encoding: 'utf8',
      })
      const version = /^version=(.*)\n$/.exec(readFileSync(outputs, 'utf8'))?.[1]
      if (version !== undefined) run('sh', opener, '.', version, body)
      return { status, version, stderr }
    }
    const build = (release) => buildSampleApp(mkdtempSync(join(root, 'build-')), release)
    const calls = () =>
      existsSync(join(pulls, 'calls')) ? readFileSync(join(pulls, 'calls'), 'utf8').trim().split('\n') : []
    const tip = (branch) => run('git', '--git-dir', remote, 'rev-parse', branch)

    run('git', 'commit', '--quiet', '--allow-empty', '--message', 'A fleet')
    const [first, second] = [await build(RELEASES[0]), await build(RELEASES[1])]
    await night(first)
    run('git', 'branch', '--quiet', '--force', 'main')
    expectThat('the first release is pinned', calls().length === 1)
    const install = join(root, 'install')
    mkdirSync(join(install, 'resources'), { recursive: true })
    copyFileSync(first, join(install, 'resources', 'app.asar'))
    expectThat('the same release out of another package is nothing new', (await night(install)).version === undefined)

    const branch = `app-${RELEASES[1]}`
    await night(second)
    const text = readFileSync(body, 'utf8')
    const opened = [tip(branch), calls().length]
    const isAsOpened = () => tip(branch) === opened[0] && calls().length === opened[1]
    expectThat('the second release has a pull request', opened[1] === 2)
    await night(second)
    expectThat('the next night leaves it as it is', isAsOpened())
    rmSync(join(pulls, `${branch}.open`))
    writeFileSync(join(pulls, `${branch}.closed`), '')
    await night(second)
    expectThat('what somebody has closed stays closed', isAsOpened())

    await night(await build('1.27000.0'))
    expectThat('a third release has its own, against what is pinned', calls().at(-1).includes('--head app-1.27000.0'))
    run('git', 'branch', '--quiet', '--force', 'main', branch)
    expectThat('a release older than what is pinned is left', (await night(first)).version === undefined)
    run('git', 'switch', '--quiet', 'main')
    const before = run('git', 'status', '--porcelain') + tip(branch)
    writeFileSync(join(root, 'page'), '<!DOCTYPE html><title>Sign in</title>')
    const failed = await night(join(root, 'page'))
    expectThat(
      'a page instead of an app ends with 2, and says so',
      failed.status === 2 && /web page/.test(failed.stderr),
    )
    expectThat('and leaves everything as it was', run('git', 'status', '--porcelain') + tip(branch) === before)

    console.log(text)
    console.log(calls().join('\n').replaceAll(root, '…'))
    console.log(run('git', '--git-dir', remote, 'show', '--stat=100', '--format=%an: %s', branch))
  } finally {
    rmSync(root, { recursive: true })
  }
}

function expectThat(what, holds) {
  if (!holds) throw new Error(`Expected that ${what}.`)
}

// Runs the whole example: release one is pinned, release two is taken, a pull request is opened. git is real, with a bare
// repository as the remote; instead of gh, which needs GitHub, a script writes down what it is called with.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSampleApp, RELEASES } from '../sample-app/build-sample-app.mjs'

const opener = fileURLToPath(new URL('open-pull-request.sh', import.meta.url))

/** @param {(app: string, folder: string) => Promise<{ changed: boolean, version: string, complete: boolean, text: string }>} watchRelease */
export async function showItself(watchRelease) {
  const root = mkdtempSync(join(tmpdir(), 'cowork-mdm-watch-'))
  try {
    const [remote, folder, tools, calls] = ['remote.git', 'fleet', 'tools', 'calls'].map((name) => join(root, name))
    for (const made of [folder, tools]) mkdirSync(made)
    writeFileSync(join(tools, 'gh'), `#!/bin/sh\n[ "$2" != view ] && echo "gh $*" >>"${calls}"\n`)
    chmodSync(join(tools, 'gh'), 0o755)
    const names = { GIT_AUTHOR_NAME: 'IT', GIT_AUTHOR_EMAIL: 'it@example.com' }
    const committer = { GIT_COMMITTER_NAME: 'IT', GIT_COMMITTER_EMAIL: 'it@example.com' }
    const env = { ...process.env, ...names, ...committer, PATH: tools + delimiter + process.env.PATH }
    const run = (command, ...args) => execFileSync(command, args, { cwd: folder, env, encoding: 'utf8' }).trim()
    run('git', 'init', '--quiet', '--bare', remote)
    run('git', 'init', '--quiet', '--initial-branch=main')
    run('git', 'remote', 'add', 'origin', remote)

    const take = async (release) => {
      const build = mkdtempSync(join(root, 'build-'))
      const result = await watchRelease(await buildSampleApp(build, release), folder)
      if (!result.complete) throw new Error(`not all of release ${release} could be read`)
      return result
    }

    await take(RELEASES[0])
    run('git', 'add', '--all')
    run('git', 'commit', '--quiet', '--message', `Schema of app ${RELEASES[0]}`)
    if ((await take(RELEASES[0])).changed) throw new Error('the same release was taken for a new one')

    const { version, text } = await take(RELEASES[1])
    const body = join(root, 'text.md')
    writeFileSync(body, text)
    run(opener, folder, version, body)
    console.log(text)
    console.log(readFileSync(calls, 'utf8').replaceAll(root, '…').trim())
    console.log(run('git', '--git-dir', remote, 'show', '--stat=100', '--format=%an: %s', `app-${version}`))
  } finally {
    rmSync(root, { recursive: true })
  }
}

// Marketplaces on a machine: what a check-in costs beyond git, and how long plugins take to get their places.
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { localHost } from '@cowork-mdm/machine'
import { openMarketplaces } from '@cowork-mdm/marketplace'
import { root } from '../scripts/workspace.mjs'
import { takeTurns } from './support/measure.mjs'
import { ms, report } from './support/report.mjs'

const MARKETPLACES = 10
const PLUGINS = 500

const folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-bench-'))
const cli = join(root, 'packages/cli/bin/cowork-mdm.js')
try {
  const [clones, orgPlugins] = [join(folder, 'clones'), join(folder, 'app', 'org-plugins')]
  const store = openMarketplaces(localHost(), { clones, orgPlugins, allowInsecure: true })
  const urls = []
  for (let index = 0; index < MARKETPLACES; index++) {
    urls.push(repository(`market-${index}`, [`plugin-${index}`]))
    await store.add(urls[index])
  }

  // Git's own way: the same questions, all at once as the update asks them, each in a process of git.
  const git = promisify(execFile)
  const asks = async () => await Promise.all(urls.map((url) => git('git', ['ls-remote', '--', url, 'HEAD'])))
  const update = async () => {
    if ((await store.update()).changed) throw new Error('nothing was new')
  }
  const command = () => {
    const args = [cli, 'marketplace', 'update', '--clones', clones, '--org-plugins', orgPlugins, '--allow-insecure']
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }
  const nothing = () => void spawnSync(process.execPath, ['-e', '0'])
  const times = await takeTurns({ asks, update, command, nothing }, { warmUp: 2, runs: 15 })

  const many = repository(
    'many',
    Array.from({ length: PLUGINS }, (_, index) => `linked-${index}`),
  )
  const linked = join(folder, 'linked', 'org-plugins')
  const placed = openMarketplaces(localHost(), {
    clones: join(folder, 'many'),
    orgPlugins: linked,
    allowInsecure: true,
  })
  await placed.add(many)
  /** @type {number[]} */
  const linking = []
  for (let run = 0; run < 9; run++) {
    for (const name of readdirSync(linked)) unlinkSync(join(linked, name))
    const started = performance.now()
    const { placement } = await placed.add(many)
    linking.push(performance.now() - started)
    if (placement.added.length !== PLUGINS) throw new Error('not all were linked')
  }

  report('Marketplaces', [
    {
      what: `update of ${MARKETPLACES}, nothing new: more than git`,
      measured: times.update - times.asks,
      unit: 'ms',
      most: 150,
      detail: `${ms(times.update)} - ${ms(times.asks)}`,
    },
    {
      what: 'the same as a command: more than git and Node',
      measured: times.command - times.asks - times.nothing,
      unit: 'ms',
      most: 150,
      detail: `${ms(times.command)} - ${ms(times.asks)} - ${ms(times.nothing)} of node -e 0`,
    },
    {
      what: `linking ${PLUGINS} plugins`,
      measured: /** @type {number} */ (linking.toSorted((left, right) => left - right)[linking.length >> 1]),
      unit: 'ms',
      most: 500,
      detail: `${PLUGINS} links in ${linking.length} runs`,
    },
  ])
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/**
 * A repository with plugins, one skill each.
 * @param {string} name
 * @param {string[]} plugins
 */
function repository(name, plugins) {
  const bare = join(folder, `${name}.git`)
  mkdirSync(bare)
  const files = plugins.flatMap((plugin) => [
    [`plugins/${plugin}/.claude-plugin/plugin.json`, JSON.stringify({ name: plugin, version: '1.0.0' })],
    [`plugins/${plugin}/skills/${plugin}/SKILL.md`, `---\nname: ${plugin}\ndescription: A skill\n---\n\nText.\n`],
  ])
  const stream = files.map(([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`)
  const input = `commit refs/heads/main\ncommitter B <b@example.com> 1700000000 +0000\ndata 0\n${stream.join('')}\ndone\n`
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare])
  execFileSync('git', [`--git-dir=${bare}`, 'fast-import', '--quiet'], { input })
  return `file://${bare}`
}

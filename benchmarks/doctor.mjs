// The doctor on a simulated Mac with 500 plugins and 50 sessions, and what the command costs beyond that.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runDoctor } from '@cowork-mdm/doctor'
import { simulatedHost } from '@cowork-mdm/machine'
import { root } from '../scripts/workspace.mjs'
import { takeTurns } from './support/measure.mjs'
import { ms, report } from './support/report.mjs'

const folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-bench-'))
cpSync(join(root, 'packages/doctor/fixtures/hosts/darwin-healthy'), folder, { recursive: true })
const plugins = join(folder, 'Library/Application Support/Claude/org-plugins')
const names = Array.from({ length: 500 }, (_, index) => `plugin-${index}`)
for (const name of names) {
  cpSync(join(plugins, 'helpdesk'), join(plugins, name), { recursive: true })
  const manifest = join(plugins, name, '.claude-plugin/plugin.json')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll('helpdesk', name))
}
const sessions = join(folder, 'Users/ann/Library/Application Support/Claude-3p/local-agent-mode-sessions/many')
const enabledPlugins = Object.fromEntries(names.map((name) => [`${name}@org-provisioned`, true]))
for (let index = 0; index < 50; index++) {
  const session = join(sessions, `workspace-${index}`)
  mkdirSync(join(session, 'cowork_plugins'), { recursive: true })
  writeFileSync(join(session, 'cowork_settings.json'), JSON.stringify({ enabledPlugins }))
  writeFileSync(join(session, 'cowork_plugins/installed_plugins.json'), JSON.stringify({ plugins: enabledPlugins }))
}

const host = await simulatedHost(folder)
const times = []
for (let run = 0; run < 5; run++) {
  const started = performance.now()
  const { checks } = await runDoctor(host)
  times.push(performance.now() - started)
  const counted = checks.find(({ id }) => id === 'plugins-manifests')?.message
  if (counted !== '501 plugins.') throw new Error(`Expected 501 plugins, found ${counted}`)
}
const median = /** @type {number} */ (times.toSorted((left, right) => left - right)[2])

const command = join(root, 'packages/cli/bin/cowork-mdm.js')
/** @param {string[]} args */
const node = (args) => {
  execFileSync(process.execPath, args, { stdio: 'ignore' })
}
const small = join(root, 'packages/doctor/fixtures/hosts/linux-healthy')
const whole = await takeTurns(
  { bare: () => node(['-e', '0']), doctor: () => node([command, 'doctor', '--root', small]) },
  { warmUp: 1, runs: 9 },
)
rmSync(folder, { recursive: true })

report('The doctor: 500 plugins, 50 sessions', [
  {
    what: 'every check, once',
    measured: median,
    unit: 'ms',
    most: 1500,
    detail: `median of 5; first ${ms(/** @type {number} */ (times[0]))}`,
  },
  {
    what: 'the command on a small machine / node -e 0',
    measured: whole.doctor / whole.bare,
    most: 12,
    detail: `${ms(whole.doctor)} / ${ms(whole.bare)}`,
  },
])

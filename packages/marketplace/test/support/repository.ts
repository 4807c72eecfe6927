import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** A file as it is committed: text, bytes, a program, a link, or another repository at a commit. */
export type Committed = string | Buffer | { program: string } | { link: string } | { submodule: string }

export interface Repository {
  /** Where it lies, bare. */
  folder: string
  url: string
  /** Commits these files, and no others, on a branch; behind what it has unless `anew`. Returns the commit. */
  commit: (files: Record<string, Committed>, options?: { branch?: string; anew?: boolean }) => string
  git: (...args: string[]) => string
}

const QUIET = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

/** A bare repository in `parent`, without a commit. */
export function makeRepository(parent: string, name = 'market'): Repository {
  const folder = join(parent, `${name}.git`)
  mkdirSync(folder, { recursive: true })
  let count = 0
  const run = (args: string[], input: Buffer | string = '') =>
    execFileSync('git', ['-c', 'gc.auto=0', `--git-dir=${folder}`, ...args], {
      input,
      env: { ...process.env, ...QUIET },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
      .toString()
      .trim()
  run(['init', '--bare', '--quiet', '--initial-branch=main'])
  run(['config', 'uploadpack.allowFilter', 'true'])
  return {
    folder,
    url: `file://${folder}`,
    git: (...args) => run(args),
    commit(files, { branch = 'main', anew = false } = {}) {
      const ref = `refs/heads/${branch}`
      const known = run(['for-each-ref', ref]) !== ''
      count += 1
      run(
        ['-c', 'core.protectNTFS=false', '-c', 'core.protectHFS=false', 'fast-import', '--quiet', '--force'],
        Buffer.concat([
          Buffer.from(
            `commit ${ref}\ncommitter T <t@example.com> ${1_700_000_000 + count} +0000\ndata 0\n` +
              (known && !anew ? `from ${ref}^0\n` : '') +
              'deleteall\n',
          ),
          ...Object.entries(files).map(([path, content]) => modification(path, content)),
          Buffer.from('\ndone\n'),
        ]),
      )
      return run(['rev-parse', ref])
    },
  }
}

function modification(path: string, content: Committed): Buffer {
  const name = `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  if (typeof content === 'object' && 'submodule' in content)
    return Buffer.from(`M 160000 ${content.submodule} ${name}\n`)
  const isLink = typeof content === 'object' && 'link' in content
  const isProgram = typeof content === 'object' && 'program' in content
  const bytes = Buffer.from(isLink ? content.link : isProgram ? content.program : content)
  const mode = isLink ? '120000' : isProgram ? '100755' : '100644'
  return Buffer.concat([Buffer.from(`M ${mode} inline ${name}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n')])
}

/** Files of a plugin with one skill. */
export function plugin(
  name: string,
  { version = '1.0.0', folder = `plugins/${name}`, text = 'Does it.' } = {},
): Record<string, string> {
  return {
    [`${folder}/.claude-plugin/plugin.json`]: JSON.stringify({ name, version, description: `Plugin ${name}` }),
    [`${folder}/skills/${name}/SKILL.md`]: `---\nname: ${name}\ndescription: Skill of ${name}\n---\n\n${text}\n`,
  }
}

/** Files of a plugin that is a repository or an archive of its own. */
export function top(name: string, text = 'Does it.'): Record<string, string> {
  const files = Object.entries(plugin(name, { folder: '', text }))
  return Object.fromEntries(files.map(([path, content]) => [path.slice(1), content]))
}

/** Files of a marketplace with these plugins, each in plugins/. */
export function marketplace(...names: string[]): Record<string, Committed> {
  const plugins = names.map((name) => ({ name, source: `./plugins/${name}` }))
  return {
    '.claude-plugin/marketplace.json': JSON.stringify({ name: 'market', owner: { name: 'IT' }, plugins }),
    ...Object.assign({}, ...names.map((name) => plugin(name))),
  } as Record<string, Committed>
}

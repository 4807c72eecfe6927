// Runs what the documentation says, page by page, each in an empty folder of its own, with this checkout's cowork-mdm as the
// command of that name and $EXAMPLES as the folder of examples:
//
//   ```sh run        ends with 0
//   ```console run   commands behind "$ ", and below each exactly what it prints in a terminal of 80 columns
//
// `node scripts/run-docs.mjs --update` writes what commands print today into the pages.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ensureBuilt } from './build-packages.mjs'
import { ensureInstalled, root } from './workspace.mjs'

const docs = join(root, 'docs')
const BLOCK = /^```(sh|console) run\n([^]*?)^```$/gm
/** Stands before the output of each command of a session. */
const MARK = '--- next command ---'
const update = process.argv.includes('--update')

function runPages() {
  const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
  const names = ['README.md', 'README.zh.md', ...pages.map((name) => join('docs', name))]
  const work = mkdtempSync(join(tmpdir(), 'cowork-mdm-docs-'))
  let blocks = 0
  try {
    const bin = join(work, 'bin')
    mkdirSync(bin)
    symlinkSync(join(root, 'packages', 'cli', 'bin', 'cowork-mdm.js'), join(bin, 'cowork-mdm'))
    const env = {
      ...process.env,
      PATH: bin + delimiter + process.env.PATH,
      EXAMPLES: join(root, 'examples'),
      NO_COLOR: '1',
      COLUMNS: '80',
    }
    const failed = names.filter((name, index) => {
      const folder = join(work, String(index))
      mkdirSync(folder)
      const page = new Page(join(root, name), { cwd: folder, env, encoding: 'utf8' })
      blocks += page.blocks.length
      return !page.run()
    })
    for (const name of failed) console.error(`failed: ${name}`)
    console.log(`Ran ${blocks} blocks, ${failed.length} pages failed`)
    return failed.length === 0 && blocks > 0
  } finally {
    rmSync(work, { recursive: true })
  }
}

class Page {
  constructor(file, options) {
    this.file = file
    this.options = options
    this.text = readFileSync(file, 'utf8')
    this.blocks = [...this.text.matchAll(BLOCK)].map(([whole, kind, content], index) => ({
      whole,
      kind,
      content,
      index,
    }))
  }

  /** Whether every block does what it says; the first that does not ends the page. */
  run() {
    const succeeded = this.blocks.every((block) =>
      block.kind === 'sh' ? this.runScript(block) : this.runSession(block),
    )
    if (update) writeFileSync(this.file, this.text)
    return succeeded
  }

  runScript({ content }) {
    const { status, output } = this.bash(`set -euo pipefail\n${content}`)
    return this.expect(status === 0, content, `exit code ${status}\n${output}`)
  }

  runSession({ whole, content }) {
    const commands = [...content.matchAll(/^\$ ((?:.*\\\n)*.*\n)/gm)].map(([, command]) => command)
    // One shell for all of them, so that one sees the variables of another.
    const { output } = this.bash(commands.map((command) => `echo '${MARK}'\n${command}`).join(''))
    const printed = output
      .split(`${MARK}\n`)
      .slice(1)
      .map((text, index) => `$ ${commands[index]}${text}`)
    const now = printed.join('')
    if (update) this.text = this.text.replace(whole, () => whole.replace(content, () => now))
    return this.expect(update || now === content, content, now)
  }

  /** Runs a script; both streams as a terminal shows them, one after the other where they mix. */
  bash(script) {
    const { status, stdout } = spawnSync('bash', ['-c', `exec 2>&1\n${script}`], this.options)
    return { status, output: stdout }
  }

  expect(holds, expected, found) {
    if (!holds) console.error(`${this.file}: expected\n${expected}\nfound\n${found}`)
    return holds
  }
}

ensureInstalled()
// Pages show paths as macOS and Linux write them.
if (process.platform === 'win32') console.log('Not run on Windows: pages show paths and output of other systems.')
else process.exitCode = (await ensureBuilt()) && runPages() ? 0 : 1

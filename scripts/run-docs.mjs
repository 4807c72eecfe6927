// Runs what the documentation says: every block that begins with ```sh run, page by page, in an empty folder of its own, with
// this checkout's cowork-mdm as the command of that name.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ensureBuilt } from './build-packages.mjs'
import { ensureInstalled, root } from './workspace.mjs'

const docs = join(root, 'docs')
const BLOCK = /^```sh run\n([^]*?)^```$/gm

ensureInstalled()
process.exitCode = (await ensureBuilt()) && runPages() ? 0 : 1

function runPages() {
  const names = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
  const pages = names.map((name) => ({ name, blocks: blocksOf(readFileSync(join(docs, name), 'utf8')) }))
  const work = mkdtempSync(join(tmpdir(), 'cowork-mdm-docs-'))
  try {
    const bin = join(work, 'bin')
    mkdirSync(bin)
    symlinkSync(join(root, 'packages', 'cli', 'bin', 'cowork-mdm.js'), join(bin, 'cowork-mdm'))
    const failed = pages.filter(({ blocks }, index) => !runBlocks(blocks, join(work, String(index)), bin))
    for (const { name } of failed) console.error(`failed: docs/${name}`)
    const count = pages.reduce((sum, { blocks }) => sum + blocks.length, 0)
    console.log(`Ran ${count} blocks, ${failed.length} pages failed`)
    return failed.length === 0 && count > 0
  } finally {
    rmSync(work, { recursive: true })
  }
}

function blocksOf(text) {
  return [...text.matchAll(BLOCK)].map((match) => ({
    script: match[1],
    line: text.slice(0, match.index).split('\n').length + 1,
  }))
}

function runBlocks(blocks, folder, bin) {
  mkdirSync(folder)
  const env = { ...process.env, PATH: bin + delimiter + process.env.PATH, NO_COLOR: '1' }
  return blocks.every(({ script, line }) => {
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
    if (status !== 0) console.error(`line ${line}, exit code ${status}:\n${script}\n${stdout}${stderr}`)
    return status === 0
  })
}

// npm run docs: builds the documentation site into docs/.vitepress/dist, without network, and checks its links.
// `npm run docs -- --serve` shows it while it is written.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build-packages.mjs'
import { checkLinks } from './check-links.mjs'
import { ensureInstalled, root, runNode, tool } from './workspace.mjs'

const docs = join(root, 'docs')
const cli = join(root, 'packages', 'cli', 'bin', 'cowork-mdm.js')
const vitepress = tool('vitepress/bin/vitepress.js')

ensureInstalled()
process.exitCode = (await ensureBuilt()) && generate() && (process.argv.includes('--serve') ? serve() : build()) ? 0 : 1

/** Pages that are made from the sources and the schema, and are not kept. */
function generate() {
  for (const folder of ['api', 'public']) rmSync(join(docs, folder), { recursive: true, force: true })
  const settings = ['en', 'zh'].map((language) => {
    const folder = join(docs, 'public', 'settings', language)
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'index.html')
    return runNode(cli, ['schema', 'export', '--to', 'html', '--visibility', 'all', '--lang', language, '--out', file])
  })
  return [
    ...settings,
    runNode(tool('typedoc/bin/typedoc'), ['--options', join(docs, '.vitepress', 'typedoc.json')]),
  ].every((status) => status === 0)
}

function serve() {
  return runNode(vitepress, ['dev', docs]) === 0
}

function build() {
  if (runNode(vitepress, ['build', docs]) !== 0) return false
  const { pages, broken } = checkLinks(join(docs, '.vitepress', 'dist'))
  for (const { page, link } of broken) console.error(`broken link in ${page}: ${link}`)
  console.log(`Built ${pages} pages, ${broken.length} broken links`)
  return broken.length === 0 && pages > 0
}

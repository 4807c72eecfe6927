// node scripts/pack.mjs FOLDER: packs every publishable package into FOLDER, as a release would.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { packageFolders, pnpm } from './workspace.mjs'

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('Expected the folder to pack into.')
  process.exit(2)
}
for (const source of packageFolders()) {
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  if (manifest.private) continue
  const status = pnpm(['pack', '--pack-destination', resolve(folder)], source)
  if (status !== 0) process.exit(status)
}

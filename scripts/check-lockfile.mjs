// The lockfile is to work with every registry and mirror, so it names none.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './workspace.mjs'

const lines = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8').split('\n')
const found = lines.flatMap((line, index) =>
  /https?:\/\/|tarball:/.test(line) ? [`${index + 1}: ${line.trim()}`] : [],
)
if (found.length > 0) {
  console.error(`Expected no address of a registry in pnpm-lock.yaml; found:\n${found.join('\n')}`)
  process.exitCode = 1
}

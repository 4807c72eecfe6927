import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runCli } from './support/run-cli.js'

const page = readFileSync(join(import.meta.dirname, '../../../docs/authoring.md'), 'utf8')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text!)

const folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-authoring-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
for (const text of blocks('yaml')) {
  const file = /^# (\S+\.yaml)$/m.exec(text)?.[1]
  if (file === undefined) continue
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}
writeFileSync(join(folder, 'instructions.txt'), 'Be brief.\n')
process.env['CLAUDE_API_KEY'] = 'example-key-not-real'
process.env['TENANT'] = 'example'

describe('commands of docs/authoring.md', () => {
  const commands = blocks('sh').flatMap((text) => text.trim().split('\n'))
  for (const command of commands) {
    const line = command.replace(/^npx cowork-mdm /, '')
    it(line, async () => {
      const args = [...line.matchAll(/'([^']*)'|\S+(?:'[^']*')?/g)].map(([word]) => word.replaceAll("'", ''))
      const { exitCode, stderr } = await runCli(args, { cwd: folder })
      expect([exitCode, stderr]).toEqual([0, expect.any(String)])
    })
  }
})

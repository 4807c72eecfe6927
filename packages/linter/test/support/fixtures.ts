import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tryDecode, type Artifact, type FileBytes } from '@cowork-mdm/encoder'
import { latestSchema } from '@cowork-mdm/schema'
import type { Finding } from '../../src/finding.js'
import { lint, type LintOptions } from '../../src/lint.js'
import type { RuleId } from '../../src/rules.js'

/** Tests and the mutation check run in the repository's root. */
export const fixtures = join(process.cwd(), 'packages/linter/fixtures')
export const document = await latestSchema()

/** `@pad 900@` in a fixture stands for as many characters: nobody wants to look at a file of a megabyte. */
const PAD = /@pad (\d+)@/

/** A rule's folder, and folders in it with other options. */
export function scenariosOf(rule: RuleId): string[] {
  const folders = readdirSync(join(fixtures, rule), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return [rule, ...folders.map(({ name }) => `${rule}/${name}`)]
}

/** Files of a folder: `bad*` with its findings in `expected.json`, `good*` without any, `options.json`, `baseline*`. */
export function filesOf(rule: string, prefix: string): FileBytes[] {
  const folder = join(fixtures, rule)
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(prefix)) : []
  return names.sort().map((path) => ({ path, bytes: padded(readFileSync(join(folder, path))) }))
}

function padded(bytes: Buffer): Uint8Array {
  const text = bytes.toString('latin1')
  const count = PAD.exec(text)?.[1]
  return count === undefined ? bytes : Buffer.from(text.replace(PAD, 'x'.repeat(Number(count))), 'latin1')
}

export function optionsOf(rule: string): LintOptions {
  const path = join(fixtures, rule, 'options.json')
  const given = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<LintOptions>) : {}
  const baseline = filesOf(rule, 'baseline').map((file) => tryDecode(file, { document }) as Artifact)
  return { document, baseline, ...given }
}

export function lintFiles(files: readonly FileBytes[], options: LintOptions): Finding[] {
  return lint(
    files.map((file) => tryDecode(file, { document })),
    options,
  )
}

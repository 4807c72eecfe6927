import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tryDecode, type Artifact, type FileBytes, type Unreadable } from '@cowork-mdm/encoder'
import { validateAdmx } from '@cowork-mdm/encoder/admx'
import { latestSchema } from '@cowork-mdm/schema'
import type { Finding } from '../../src/finding.js'
import { lint, type LintedTemplate, type LintOptions } from '../../src/lint.js'
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

/** Files of a folder: `bad*` with their findings in `expected.json`, `good*` without any, `options.json`, `baseline*`. */
export function filesOf(rule: string, prefix: string): FileBytes[] {
  const folder = join(fixtures, rule)
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(prefix)) : []
  return names.sort().map((path) => ({ path, bytes: padded(readFileSync(join(folder, path))) }))
}

function padded(bytes: Buffer): Uint8Array {
  const text = bytes.toString('latin1')
  const count = PAD.exec(text)?.[1]
  return count === undefined ? bytes : Buffer.from(text.replace(PAD, 'e'.repeat(Number(count))), 'latin1')
}

export function optionsOf(rule: string): LintOptions {
  const path = join(fixtures, rule, 'options.json')
  const given = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<LintOptions>) : {}
  const baseline = filesOf(rule, 'baseline').map((file) => tryDecode(file, { document }) as Artifact)
  return { document, baseline, ...given }
}

/** What is found in the files of a scenario, as `expected.json` has it. */
export function findings(scenario: string, prefix: 'bad' | 'good') {
  return lintFiles(filesOf(scenario, prefix), optionsOf(scenario)).map(
    ({ rule, severity, key, message, location: { file, line, column }, fix }) => ({
      at: `${file}${line === undefined ? '' : `:${line}:${column}`}`,
      rule,
      severity,
      ...(key !== undefined && { key }),
      message,
      ...(fix && { fix: fix.title }),
    }),
  )
}

export function lintFiles(files: readonly FileBytes[], options: LintOptions): Finding[] {
  const linted = files.flatMap((file) => {
    if (file.path.endsWith('.adml')) return []
    return [file.path.endsWith('.admx') ? templateOf(file, files) : artifactOf(file)]
  })
  return lint(linted, options)
}

/** `bad.signed.mobileconfig` is what came out of a signature. */
function artifactOf(file: FileBytes): Artifact | Unreadable {
  const read = tryDecode(file, { document })
  return 'profile' in read && file.path.includes('.signed.') ? { ...read, isSigned: true } : read
}

/** `bad.en-US.adml` belongs to `bad.admx`. */
function templateOf(file: FileBytes, all: readonly FileBytes[]): LintedTemplate {
  const stem = file.path.replace(/admx$/, '')
  const texts = all
    .filter(({ path }) => path === file.path || (path.startsWith(stem) && path.endsWith('.adml')))
    .map(({ path, bytes }) => {
      const language = path.slice(stem.length, -'.adml'.length)
      return { path: path === file.path ? path : `${language}/${stem}adml`, text: new TextDecoder().decode(bytes) }
    })
  return {
    file: file.path,
    texts: new Map(texts.map(({ path, text }) => [path, text])),
    admxProblems: validateAdmx(texts),
  }
}

import { resolve } from 'node:path'
import { lint, type Finding, type LintOptions, type Target } from '@cowork-mdm/linter'
import { CoworkError } from '@cowork-mdm/machine'
import { redact, type SchemaDocument } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../../outcome.js'
import { openSchema } from '../../schema/open-schema.js'
import { openProfile } from '../open-profile.js'
import type { FixedFiles } from './fix-files.js'
import { lintInputs } from './lint-inputs.js'
import { openConfig } from './open-config.js'
import { readLintedFiles, type LintedFile } from './read-linted-files.js'
import { lintSummary, renderFindings } from './render-findings.js'

export interface LintInput {
  file: string[]
  target: Target | undefined
  'app-version': string | undefined
  baseline: string[]
  config: string | undefined
  fix: boolean
  'dry-run': boolean
  'max-warnings': string | undefined
  format: 'pretty' | 'json' | 'sarif' | 'github' | 'junit' | undefined
  explain: string | undefined
  schema: string | undefined
}

/** `profile lint`: findings on files of any format. One that cannot be read is a finding, and the others are still linted. */
export async function lintCommand(input: LintInput, context: RunContext): Promise<Outcome> {
  if (input.explain !== undefined)
    return (await import('./explain-command.js')).explainCommand(input.explain, input.file)
  const most = mostWarnings(input['max-warnings'])
  const options = await lintOptions(input, await openSchema(input.schema, context))
  const paths = await lintInputs(input.file)
  const { document } = options
  let files = await readLintedFiles(paths, document, context)
  let fixes: FixedFiles | undefined
  if (input.fix || input['dry-run']) {
    const { fixFiles } = await import('./fix-files.js')
    fixes = await fixFiles(files, options, { dryRun: input['dry-run'], showSecrets: context.showSecrets })
    files = await readLintedFiles(paths, document, context, fixes.contents)
  }
  const layers = new Map(files.flatMap(({ opened }) => ('profile' in opened ? [...opened.texts] : [])))
  const findings = lint(
    files.map(({ linted }) => linted),
    { ...options, layers },
  )
  return outcomeOf({ findings, files, fixes, most, document }, input, context)
}

interface Linted {
  findings: Finding[]
  files: LintedFile[]
  fixes: FixedFiles | undefined
  most: number | undefined
  document: SchemaDocument
}

async function outcomeOf(linted: Linted, { format = 'pretty' }: LintInput, context: RunContext): Promise<Outcome> {
  const { findings, files, fixes, document } = linted
  const json = redact(
    {
      files: files.map(({ path }) => path),
      findings: findings.map(({ fix, ...finding }) => (fix ? { ...finding, fix: { title: fix.title } } : finding)),
      ...(fixes && {
        changed: fixes.changed,
        fixed: fixes.fixed.length,
        ...(fixes.diff !== '' && { diff: fixes.diff }),
      }),
    },
    document,
    { showSecrets: context.showSecrets },
  )
  const exitCode = isFailure(linted) ? 1 : 0
  if (format === 'json') return { json, exitCode }
  if (format !== 'pretty') {
    const { reportOf } = await import('./report-of.js')
    const report = reportOf(format, { findings, files })
    return { json, text: () => report, exitCode }
  }
  return {
    json,
    text: (terminal) => (fixes?.diff ? `${fixes.diff}\n` : '') + renderFindings(linted, terminal, context.showSecrets),
    note: () => lintSummary(linted),
    noteAlways: true,
    exitCode,
  }
}

/** A placeholder fails whatever its level is. */
function isFailure({ findings, most }: Linted): boolean {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  const isFatal = ({ severity, rule }: Finding) => severity === 'error' || rule === 'unresolved-placeholder'
  return findings.some(isFatal) || (most !== undefined && warnings > most)
}

/** The command line before the configuration. */
async function lintOptions(input: LintInput, document: SchemaDocument): Promise<LintOptions> {
  const config = await openConfig(input.config)
  const baseline = await Promise.all(input.baseline.map((path) => openProfile(resolve(path), document)))
  return {
    ...config,
    document,
    baseline: baseline.map(({ artifact }) => artifact),
    ...(input.target !== undefined && { target: input.target }),
    ...(input['app-version'] !== undefined && { appVersion: input['app-version'] }),
  }
}

function mostWarnings(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new CoworkError(
    'option-value-invalid',
    `Expected --max-warnings to be a number of warnings, found ${JSON.stringify(text)}.`,
    { hint: 'Write --max-warnings 0 to allow none.' },
  )
}

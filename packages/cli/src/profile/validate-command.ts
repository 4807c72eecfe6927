import { decode, EncoderError } from '@cowork-mdm/encoder'
import { readFileBytes } from '@cowork-mdm/machine'
import { ProfileError, validateProfile, type SettingProblem } from '@cowork-mdm/profile'
import { redact, type SchemaDocument } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { openSchema } from '../schema/open-schema.js'
import { maskSecrets } from './mask-secrets.js'
import { faultsOf, type Fault } from './open-artifact.js'
import { renderProblems, summaryOf } from './render-problems.js'
import { placeOf, sourceFrame, sourceText } from './source-frame.js'

export interface ValidateInput {
  file: string[]
  'app-version': string | undefined
  strict: boolean
  schema: string | undefined
}

/** A file and what is wrong with it. */
export interface CheckedFile {
  file: string
  /** Absent where the file cannot be read. */
  format?: string
  problems: ShownProblem[]
}

export type ShownProblem = (Omit<SettingProblem, 'file' | 'code'> | (Fault & { severity: 'error' })) & {
  code: string
  line?: number
  column?: number
  /** For people only. */
  frame?: string[]
}

/** `profile validate`: files against the schema. One that cannot be read does not keep the others from being checked. */
export async function validateCommand(input: ValidateInput, context: RunContext): Promise<Outcome> {
  const document = await openSchema(input.schema, context)
  const options = input['app-version'] === undefined ? {} : { appVersion: input['app-version'] }
  const files: CheckedFile[] = []
  for (const [index, file] of input.file.entries()) {
    context.progress(`${index} of ${input.file.length} files`)
    files.push(await checkFile(file, document, options))
  }
  const severities = files.flatMap(({ problems }) => problems.map(({ severity }) => severity))
  const failed = severities.some((severity) => severity === 'error' || input.strict)
  return {
    json: redact({ files: files.map(withoutFrames) }, document, { showSecrets: context.showSecrets }),
    text: (terminal) => renderProblems(files, terminal),
    note: () => summaryOf(files),
    noteAlways: true,
    exitCode: failed ? 1 : 0,
  }
}

async function checkFile(
  file: string,
  document: SchemaDocument,
  options: { appVersion?: string },
): Promise<CheckedFile> {
  const bytes = await readFileBytes(file)
  try {
    const artifact = decode({ path: file, bytes }, { document })
    const found = validateProfile(artifact.profile, document, options)
    if (found.length === 0 || artifact.text === undefined) return { file, format: artifact.format, problems: found }
    const source = sourceText(maskSecrets(artifact, document))
    const problems = found.map(({ file: _, ...problem }) =>
      problem.range
        ? { ...problem, ...placeOf(source, problem.range), frame: sourceFrame(source, problem.range) }
        : problem,
    )
    return { file, format: artifact.format, problems }
  } catch (error) {
    if (!(error instanceof ProfileError) && !(error instanceof EncoderError)) throw error
    const problems = faultsOf(error, bytes).map((fault) => ({ ...fault, code: error.code, severity: 'error' as const }))
    return { file, problems }
  }
}

function withoutFrames({ problems, ...file }: CheckedFile): CheckedFile {
  return { ...file, problems: problems.map(({ frame: _, ...problem }) => problem) }
}

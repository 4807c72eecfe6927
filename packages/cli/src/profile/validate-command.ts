import { tryDecode, type ReadProblem } from '@cowork-mdm/encoder'
import { readFileBytes } from '@cowork-mdm/machine'
import { validateProfile } from '@cowork-mdm/profile'
import { redact, type SchemaDocument } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { openSchema } from '../schema/open-schema.js'
import { maskSecrets } from './mask-secrets.js'
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

export interface ShownProblem extends ReadProblem {
  code: string
  severity: 'error' | 'warning'
  key?: string
  pointer?: string
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
  const read = tryDecode({ path: file, bytes: await readFileBytes(file) }, { document })
  if (!('profile' in read)) {
    return { file, problems: read.problems.map((problem) => ({ code: read.code, severity: 'error', ...problem })) }
  }
  const { format, text, profile } = read
  const found = validateProfile(profile, document, options)
  const source = found.length === 0 || text === undefined ? undefined : sourceText(maskSecrets(read, document))
  const problems = found.map(({ file: _, range, ...problem }): ShownProblem => {
    if (!range) return problem
    const [start, end] = range
    const place = source && { ...placeOf(source, range), frame: sourceFrame(source, range) }
    return { ...problem, start, end, ...place }
  })
  return { file, format, problems }
}

function withoutFrames({ problems, ...file }: CheckedFile): CheckedFile {
  return { ...file, problems: problems.map(({ frame: _, ...problem }) => problem) }
}

import type { ReadProblem } from '@cowork-mdm/encoder'
import { validateProfile } from '@cowork-mdm/profile'
import { redact, type SchemaDocument } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { openSchema } from '../schema/open-schema.js'
import { maskSecrets } from './mask-secrets.js'
import { tryOpenProfile } from './open-profile.js'
import { renderProblems, summaryOf } from './render-problems.js'
import { placeOf, sourceFrame, sourceText, type SourceText } from './source-frame.js'

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
  /** What to do about a file that cannot be read. */
  hint?: string
  problems: ShownProblem[]
}

export interface ShownProblem extends ReadProblem {
  /** Where it stands: the file, or one that it extends. */
  file: string
  code: string
  severity: 'error' | 'warning' | 'info'
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
  const opened = await tryOpenProfile(file, document)
  if (!('profile' in opened)) {
    const { code, hint } = opened
    return {
      file,
      problems: opened.problems.map((problem) => ({ code, severity: 'error', ...problem })),
      ...(hint !== undefined && { hint }),
    }
  }
  const { artifact, profile, texts, signature = [] } = opened
  const textOf = (name = file) => (artifact.text === undefined ? undefined : texts.get(name))
  const found = validateProfile(profile, document, { ...options, textOf })
  const sources = new Map<string, SourceText>()
  const sourceOf = (name: string) => {
    const text = textOf(name)
    if (text !== undefined && !sources.has(name))
      sources.set(name, sourceText(maskSecrets(text, profile, { file: name, document })))
    return sources.get(name)
  }
  const problems = found.map(({ file: at = file, range, ...problem }): ShownProblem => {
    if (!range) return { file: at, ...problem }
    const source = sourceOf(at)
    const place = source && { ...placeOf(source, range), frame: sourceFrame(source, range) }
    return { file: at, ...problem, start: range[0], end: range[1], ...place }
  })
  const ofSignature = signature.map((problem): ShownProblem => ({ file, severity: 'warning', ...problem }))
  return { file, format: artifact.format, problems: [...ofSignature, ...problems] }
}

function withoutFrames({ problems, ...file }: CheckedFile): CheckedFile {
  return { ...file, problems: problems.map(({ frame: _, ...problem }) => problem) }
}

import { CommandLineMisuse } from '../command-line/misuse.js'
import { CoworkError } from '@cowork-mdm/machine'
import { wrapTo } from '../output/measure.js'
import { plainText } from '../output/plain-text.js'
import { OutputFailure } from '../output/write-output.js'
import { style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'
import { describeMisuse } from './describe-misuse.js'
import { EXIT, exitCodeOf, failureBesideAnswer, type FailureExitCode } from './exit-codes.js'

export interface Failure {
  /** What goes to stderr, ending with a line break. */
  text: string
  exitCode: FailureExitCode
}

export interface FailureOptions {
  json: boolean
  terminal: Terminal
  /** Exit code 1 is an answer of the run, and must not mean a failure too. */
  oneIsAnAnswer?: boolean
}

/** Says what went wrong: an expected failure with its hint, a bug with its stack. */
export function describeFailure(error: unknown, options: FailureOptions): Failure {
  const exit = (failed: { code: string; cause?: unknown }) => {
    const exitCode = exitCodeOf(failed)
    return options.oneIsAnAnswer ? failureBesideAnswer(failed.code, exitCode) : exitCode
  }
  if (error instanceof CommandLineMisuse) {
    const { misuse } = error
    return { text: render({ code: misuse.code, ...describeMisuse(misuse) }, options), exitCode: exit(misuse) }
  }
  if (error instanceof OutputFailure) {
    const failed = {
      code: 'output-failed',
      message: `Expected to write the output, but ${failureOf(error)}.`,
      hint: 'Free some space, or write elsewhere.',
    } as const
    return { text: render(failed, options), exitCode: exit({ ...failed, cause: error }) }
  }
  if (isExpected(error)) {
    return { text: render(error, options), exitCode: exit(error) }
  }
  const message = `Unexpected error: ${error instanceof Error ? error.message : String(error)}`
  const hint = 'This is a bug of cowork-mdm. Please report it with the command and the lines above.'
  const stack = error instanceof Error && !options.json ? `${error.stack}\n` : ''
  return { text: stack + render({ code: 'internal', message, hint }, options), exitCode: EXIT.internal }
}

/** Expected failures of packages that also run in a browser. Told by name, so that none is loaded to look for its errors. */
const EXPECTED = new Set(['SchemaError', 'ProfileError', 'EncoderError', 'LinterError'])

/** Whether an error is a failure that was to be expected, of whichever package. */
function isExpected(error: unknown): error is Described & Error {
  return error instanceof CoworkError || (error instanceof Error && EXPECTED.has(error.name))
}

/** Why a stream took no more, in words where there are some. */
function failureOf({ message: errno }: OutputFailure): string {
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return 'no space is left'
  return errno === 'EIO' ? 'the device failed' : `it failed (${errno})`
}

interface Described {
  code: string
  message: string
  hint?: string | undefined
}

function render({ code, message, hint }: Described, { json, terminal }: { json: boolean; terminal: Terminal }): string {
  // An absent hint is absent in JSON too.
  if (json) return `${JSON.stringify({ error: { code, message, hint } })}\n`
  const lines = [`${style(terminal, 'error', 'Error:')} ${plainText(message)}`]
  if (hint !== undefined) lines.push(`${style(terminal, 'heading', 'Hint:')} ${plainText(hint)}`)
  // Paths stay whole, so that they can be copied.
  const width = terminal.interactive ? terminal.columns : undefined
  return `${lines.flatMap((line) => wrapTo(line, width, { keepWords: true })).join('\n')}\n`
}

import { counted } from '@cowork-mdm/schema'
import { plainText } from '../output/plain-text.js'
import { style } from '../output/style.js'
import { wrapTo } from '../output/measure.js'
import type { Terminal } from '../output/terminal.js'
import { placeText } from './open-profile.js'
import type { CheckedFile } from './validate-command.js'

/** Every problem with its place, and the line of the file it stands in. */
export function renderProblems(files: readonly CheckedFile[], terminal: Terminal): string {
  const blocks = files.flatMap(({ problems, hint }) =>
    problems.map((problem, index) => {
      const place = style(terminal, 'heading', plainText(placeText(problem)))
      const word = style(terminal, problem.severity, problem.severity)
      const lines = wrapTo(`${place}: ${word}: ${plainText(problem.message)}`, terminal.columns, {
        keepWords: true,
      })
      const isLast = index === problems.length - 1
      const advice =
        hint !== undefined && isLast ? `${style(terminal, 'heading', 'Hint:')} ${plainText(hint)}` : undefined
      return [
        ...lines,
        ...(problem.frame ?? []).map((line) => style(terminal, 'faint', line)),
        ...(advice === undefined ? [] : wrapTo(advice, terminal.columns, { keepWords: true })),
      ]
    }),
  )
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n')
}

/** `2 errors, 1 warning in 3 files`, or that all is well. */
export function summaryOf(files: readonly CheckedFile[]): string {
  const all = files.flatMap(({ problems }) => problems)
  const errors = all.filter(({ severity }) => severity === 'error').length
  const warnings = all.length - errors
  const where = files.length === 1 ? plainText(files[0]!.file) : counted(files.length, 'file')
  if (all.length === 0) return files.length === 1 ? `${where} is valid.` : `All ${where} are valid.`
  const parts = [errors > 0 && counted(errors, 'error'), warnings > 0 && counted(warnings, 'warning')]
  return `${parts.filter(Boolean).join(', ')} in ${where}`
}

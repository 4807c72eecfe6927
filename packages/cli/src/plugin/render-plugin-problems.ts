import type { PluginProblem } from '@cowork-mdm/marketplace'
import { wrapTo } from '../output/measure.js'
import { plainText } from '../output/plain-text.js'
import { style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'

/** Every problem with its place, one after the other. */
export function renderPluginProblems(problems: readonly PluginProblem[], terminal: Terminal): string {
  return problems
    .map(({ file, line, column, severity, message }) => {
      const place = [plainText(file), line, column].filter((part) => part !== undefined).join(':')
      const text = `${style(terminal, 'heading', place)}: ${style(terminal, severity, severity)}: ${plainText(message)}`
      return `${wrapTo(text, terminal.columns, { keepWords: true }).join('\n')}\n`
    })
    .join('')
}

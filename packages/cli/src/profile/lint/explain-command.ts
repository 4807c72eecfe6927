import { explainRule, type ExplainedRule } from '@cowork-mdm/linter'
import { CoworkError } from '@cowork-mdm/machine'
import type { Outcome } from '../../outcome.js'
import { wrapTo } from '../../output/measure.js'
import { style } from '../../output/style.js'
import type { Terminal } from '../../output/terminal.js'

/** `profile lint --explain RULE`: what a rule is about. */
export function explainCommand(name: string, files: readonly string[]): Outcome {
  if (files.length > 0) {
    throw new CoworkError('option-conflict', `Expected --explain without files, found ${files[0]}.`, {
      hint: 'Leave out the files, or --explain.',
    })
  }
  const rule = explainRule(name)
  return { json: rule, text: (terminal) => renderRule(rule, terminal) }
}

const WIDTH = 80

function renderRule(rule: ExplainedRule, terminal: Terminal): string {
  const width = Math.min(terminal.columns ?? WIDTH, WIDTH)
  const paragraph = (text: string) => [...wrapTo(text.replaceAll('`', ''), width), '']
  const part = (title: string, text: string) => [style(terminal, 'heading', title), ...paragraph(text)]
  return [
    `${style(terminal, 'name', rule.rule)}: ${style(terminal, rule.severity, rule.severity)}, ${rule.group}`,
    ...paragraph(`${rule.summary}.`),
    ...part('Why', rule.why),
    ...part('What to do', rule.remedy),
    ...part('Source', `${rule.source.charAt(0).toUpperCase()}${rule.source.slice(1)}.`),
    rule.docsUrl,
    '',
  ].join('\n')
}

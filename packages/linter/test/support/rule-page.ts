import type { FileBytes } from '@cowork-mdm/encoder'
import { RULES, type RuleId } from '../../src/rules.js'
import { filesOf } from './fixtures.js'

const LANGUAGES: Readonly<Record<string, string>> = {
  yaml: 'yaml',
  plist: 'xml',
  mobileconfig: 'xml',
  admx: 'xml',
  reg: 'reg',
  json: 'json',
}
const LONGEST = 4000

/** The page of a rule, from the rule itself and from its bad twin. */
export function rulePage(rule: RuleId, findings: { at: string; rule: string; message: string }[]): string {
  const { severity, group, summary, why, remedy, source } = RULES[rule]
  const own = findings.filter((finding) => finding.rule === rule)
  const [first, ...others] = own.map(({ at }) => at.split(':')[0])
  const bad = filesOf(rule, 'bad')
  // A file that people can read, where there is one.
  const file = [first, ...others].find((name) => bad.some(({ path, bytes }) => path === name && isText(bytes))) ?? first
  const examples = bad.filter(({ path }) => path === file)
  return [
    `# ${rule}`,
    `${summary}.`,
    `Severity: ${severity} · Group: ${group}`,
    '## Why',
    why,
    '## What to do',
    remedy,
    '## Example',
    ...examples.flatMap(example),
    own
      .filter(({ at }) => at.startsWith(`${file}`))
      .map(({ at, message }) => `- \`${at}\`: ${escape(message)}`)
      .join('\n'),
    '## Where the rule comes from',
    `${source.charAt(0).toUpperCase()}${source.slice(1)}.`,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

function textOf(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes).replace(/\r\n/g, '\n')
}

function isText(bytes: Uint8Array): boolean {
  return !textOf(bytes).includes('\ufffd')
}

function example({ path, bytes }: FileBytes): string[] {
  if (bytes.length > LONGEST) return []
  const text = textOf(bytes)
  // Nobody reads padding.
  const short = text.trimEnd().replace(/e{100,}/, 'eee…')
  return [`\`\`\`${LANGUAGES[path.split('.').at(-1)!] ?? ''}\n${short}\n\`\`\``]
}

/** Angle brackets and stars are not to be taken for Markdown. */
function escape(text: string): string {
  return text.replace(/[<>*_\\|]/g, '\\$&')
}

/** The table of all rules. */
export function rulesTable(): string {
  const rows = Object.entries(RULES).map(
    ([id, { severity, group, summary }]) => `| [${id}](${id}.md) | ${severity} | ${group} | ${escape(summary)} |`,
  )
  const intro = [
    '# Rules',
    '',
    'What `cowork-mdm profile lint` looks for. `--explain RULE` shows a page of these on the terminal; levels are changed in',
    '`cowork-mdm.lint.yaml`, and a finding is accepted with a comment: see [linting](../linting.md).',
    '',
  ]
  return [...intro, '| Rule | Severity | Group | What it finds |', '| --- | --- | --- | --- |', ...rows, ''].join('\n')
}

import type { Finding, Severity } from '../finding.js'

/** GitHub shows so many annotations of a kind from one step; the rest are dropped without a word. */
const MOST_OF_A_KIND = 10

const COMMANDS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' }

/**
 * Findings as workflow commands, which GitHub shows in the files of a pull request: the first ten of each kind. The others
 * follow as lines of the log.
 */
export function formatGithub(findings: readonly Finding[]): string {
  const shown: string[] = []
  const rest: string[] = []
  for (const severity of ['error', 'warning', 'info'] as const) {
    const ofKind = findings.filter((finding) => finding.severity === severity)
    shown.push(...ofKind.slice(0, MOST_OF_A_KIND).map(annotation))
    rest.push(...ofKind.slice(MOST_OF_A_KIND).map(line))
  }
  const summary = rest.length === 0 ? [] : [`${rest.length} more, which GitHub shows here only:`, ...rest]
  return [...shown, ...summary].map((text) => `${text}\n`).join('')
}

function annotation({ severity, rule, message, location: { file, line, column } }: Finding): string {
  const properties = { file: slashed(file), line, col: column, title: `cowork-mdm: ${rule}` }
  const written = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  )
  return `::${COMMANDS[severity]} ${written.join(',')}::${escapeData(message)}`
}

/** No line of the log may be taken for a command, `::name::` or, as it was written earlier, `##[name]`. */
function line({ severity, rule, message, location: { file, line: at, column } }: Finding): string {
  const place = at === undefined ? slashed(file) : `${slashed(file)}:${at}:${column}`
  return `  ${place}: ${severity}: ${message} (${rule})`
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('::', ': :')
    .replaceAll('##[', '## [')
}

function slashed(file: string): string {
  return file.replaceAll('\\', '/')
}

// As @actions/core escapes them.
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

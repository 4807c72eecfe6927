import type { Position } from '@cowork-mdm/profile'

/**
 * Everything that can be wrong with a marketplace or a plugin, and how grave it is by default. `error`: it must not be
 * installed. `warning`: the app passes over something, or it works on some platforms only. docs/plugins.md tells of each.
 */
export const PROBLEM_SEVERITY = {
  // Of the marketplace.
  'no-plugins': 'error',
  'source-outside': 'error',
  'source-missing': 'warning',
  'source-unsupported': 'warning',
  'source-not-pinned': 'warning',
  'duplicate-name': 'warning',
  'unlisted-plugin': 'info',
  'no-manifest': 'warning',

  // Of files.
  'invalid-json': 'error',
  'invalid-yaml': 'error',
  'invalid-value': 'error',
  'not-text': 'error',
  'file-too-large': 'error',

  // Of names.
  'invalid-name': 'error',
  'name-differs': 'warning',
  'name-style': 'warning',

  // Of the folder of a plugin.
  'plugin-too-large': 'error',
  'link-escapes': 'error',
  'link-loop': 'error',
  'not-a-file': 'error',
  'name-clash': 'error',
  'windows-name': 'warning',

  // Of its parts.
  'nothing-in-it': 'warning',
  'misplaced-part': 'warning',
  'path-outside': 'error',
  'path-missing': 'warning',
  'version-style': 'warning',
  'version-differs': 'warning',
  'no-frontmatter': 'error',
  'no-description': 'warning',
  'server-ignored': 'warning',
  'unknown-event': 'warning',
} as const

export type PluginProblemCode = keyof typeof PROBLEM_SEVERITY

export interface PluginProblem {
  /** `error`: the plugin, or the marketplace, must not be installed. */
  severity: 'error' | 'warning' | 'info'
  code: PluginProblemCode
  /** What was expected and what was found. Quotes no value that may be a secret. */
  message: string
  /** Path in the tree, with `/`. */
  file: string
  /** From 1. */
  line?: number
  /** From 1. */
  column?: number
}

/** Takes a problem down. */
export type Report = (
  code: PluginProblemCode,
  file: string,
  message: string,
  options?: { at?: Position | undefined; severity?: PluginProblem['severity'] },
) => void

/** Collects problems of files below `prefix`, which is a path of the tree or empty. */
export function reporter(problems: PluginProblem[], prefix = ''): Report {
  return (code, file, message, { at, severity = PROBLEM_SEVERITY[code] } = {}) => {
    problems.push({ severity, code, message, file: joined(prefix, file), ...at })
  }
}

/** Two paths of a tree as one; `.` and the empty path are the tree itself. */
export function joined(prefix: string, path: string): string {
  return [prefix, path].filter((part) => part !== '' && part !== '.').join('/') || '.'
}

/** Whether something must not be installed. */
export function isRefused(problems: readonly PluginProblem[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

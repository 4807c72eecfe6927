import type { FileBytes, FormatName } from '../format.js'

const UUID_NAME = /(?:^|[/\\])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.json$/i

/**
 * Which of the JSON formats a file has; undefined where it is no JSON. Some are told by their content; maps of settings look
 * all alike, and are told by `named`, the format that the file's name stands for.
 */
export function detectJson({ path, bytes }: FileBytes, named: FormatName | undefined): FormatName | undefined {
  const text = new TextDecoder('latin1').decode(bytes)
  // JSON is YAML too.
  if (!/^(?:\xef\xbb\xbf)?\s*\{/.test(text) || named === 'yaml') return undefined
  if (/"omaSettings"\s*:/.test(text)) return 'oma-uri'
  if (/"appliedId"\s*:/.test(text) || UUID_NAME.test(path)) return 'config-library'
  if (named === 'bootstrap' || named === 'config-library') return named
  return /"(?:expiresAt|\$schemaVersion)"\s*:/.test(text) ? 'bootstrap' : 'linux'
}

import type { Artifact } from '@cowork-mdm/encoder'
import type { RawNode } from '@cowork-mdm/profile'
import type { TextEdit } from '../finding.js'

/** The edit that puts another text in the place of a value, as the file's format writes texts; undefined where there is none. */
export function storeText({ format, text: source }: Artifact, node: RawNode, text: string): TextEdit | undefined {
  if (source === undefined) return undefined
  const [start, end] = node.range
  switch (format) {
    case 'mobileconfig':
    case 'mobileconfig-mcx':
    case 'plist':
    case 'jamf':
      // The range is that of a whole element.
      return source[start] === '<' ? { start, end, text: `<string>${escapeXml(text)}</string>` } : undefined
    case 'reg':
      return /[\r\n]/.test(text) ? undefined : { start, end, text: `"${text.replace(/["\\]/g, '\\$&')}"` }
    case 'yaml':
      // A block scalar ends with its line break.
      return /[\r\n]/.test(source.slice(start, end)) ? undefined : { start, end, text: JSON.stringify(text) }
    case 'linux':
    case 'config-library':
    case 'bootstrap':
      return { start, end, text: JSON.stringify(text) }
    default:
      return undefined
  }
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

import type { Profile, RawNode, SourceRange } from '@cowork-mdm/profile'
import { secretPlaces } from '@cowork-mdm/linter'
import { redact, type SchemaDocument } from '@cowork-mdm/schema'

/**
 * The text of a file with `•` in place of every secret value that the profile's settings have there, at the same length, so
 * that places still fit. What is secret is what `redact` hides, and what looks like a credential.
 */
export function maskSecrets(
  text: string,
  profile: Profile,
  { file, document }: { file: string; document: SchemaDocument },
): string {
  const hidden = profile.settings.flatMap(({ name, value, source }) => {
    if (source?.file !== file) return []
    return secretRanges(source.node, value, redact({ [name]: value }, document)[name])
  })
  const credentials = secretPlaces(profile, { file, text, document })
  return [...hidden, ...credentials].reduce((masked, [start, end]) => {
    // Lines stay lines.
    const bullets = masked.slice(start, end).replace(/[^\r\n]/g, '•')
    return masked.slice(0, start) + bullets + masked.slice(end)
  }, text)
}

/** The innermost values that redaction changes; of JSON text, the whole text. */
function secretRanges(node: RawNode, value: unknown, shown: unknown): SourceRange[] {
  if (JSON.stringify(value) === JSON.stringify(shown)) return []
  if (node.type === 'dict' && isMap(value) && isMap(shown))
    return node.entries.flatMap((entry) => secretRanges(entry.node, value[entry.name], shown[entry.name]))
  if (node.type === 'array' && Array.isArray(value) && Array.isArray(shown))
    return node.items.flatMap((item, index) => secretRanges(item, value[index], shown[index]))
  return [node.range]
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

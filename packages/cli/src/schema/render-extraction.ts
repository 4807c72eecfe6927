import type { Diagnostic, SchemaDocument } from '@cowork-mdm/schema'
import { counted } from '@cowork-mdm/schema'
import { plainText } from '../output/plain-text.js'
import { style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'

/**
 * What an extraction found, in a few lines: version, shape, number of settings, diagnostics by code. What is only worth knowing
 * is left out where nobody is looking.
 */
export function renderExtraction(
  { appVersion, extractedFrom, keys, diagnostics }: SchemaDocument,
  terminal: Terminal,
): string {
  const app = appVersion === 'unknown' ? 'an app of unknown version' : `app ${plainText(appVersion)}`
  const shape = extractedFrom ? `, declared in the shape ${extractedFrom.shape}` : ''
  const lines = [`${counted(keys.length, 'setting')} of ${app}${shape}`]
  for (const [code, { severity, count, keys: affected }] of byCode(diagnostics)) {
    if (severity === 'info' && !terminal.interactive) continue
    const line = `  ${severity} ${code}: ${count} (in ${counted(affected.size, 'setting')})`
    lines.push(severity === 'info' ? line : style(terminal, severity === 'error' ? 'error' : 'warning', line))
  }
  return lines.join('\n')
}

function byCode(diagnostics: readonly Diagnostic[]) {
  const groups = new Map<string, { severity: Diagnostic['severity']; count: number; keys: Set<string> }>()
  for (const { code, severity, key } of diagnostics) {
    const group = groups.get(code) ?? { severity, count: 0, keys: new Set() }
    group.count += 1
    if (key !== undefined) group.keys.add(key)
    groups.set(code, group)
  }
  return [...groups].sort(([left], [right]) => (left < right ? -1 : 1))
}

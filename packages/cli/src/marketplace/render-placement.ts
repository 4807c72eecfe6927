import type { PlacementReport } from '@cowork-mdm/marketplace'
import { counted } from '@cowork-mdm/schema'
import type { Outcome } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'

/** What was changed where the app looks, one plugin a line. */
export function renderPlacement({ added, replaced, removed }: PlacementReport, terminal: Terminal): string {
  const lines = [
    ...added.map((name) => style(terminal, 'added', `+ ${plainText(name)}`)),
    ...replaced.map((name) => style(terminal, 'changed', `~ ${plainText(name)}`)),
    ...removed.map((name) => style(terminal, 'removed', `- ${plainText(name)}`)),
  ]
  return lines.map((line) => `  ${line}\n`).join('')
}

/** What keeps plugins from where the app looks. */
export function placementRemarks({ orgPlugins, conflicts, shadowed }: PlacementReport): string[] {
  return [
    ...conflicts.map(
      ({ plugin, path, found }) =>
        `Conflict: ${plugin} is not installed: ${path} is ${found} that this tool did not make.`,
    ),
    ...shadowed.map(
      ({ plugin, marketplace, by }) =>
        `${plugin} of ${marketplace} is not installed: ${by} offers it too, and comes first.`,
    ),
    ...(orgPlugins === undefined
      ? [
          'Plugins are placed nowhere: on Linux the app reads no org-plugins folder. Name one with --org-plugins, or deliver them with the setting allowedPluginMarketplaces.',
        ]
      : []),
  ].map(plainText)
}

/** `1 plugin added, 2 changed`; nothing where nothing differs. */
export function countsOf({
  added,
  changed,
  removed,
}: {
  added: unknown[]
  changed: unknown[]
  removed: unknown[]
}): string {
  const parts = [
    [added.length, 'added'],
    [changed.length, 'changed'],
    [removed.length, 'removed'],
  ] as const
  const [first, ...rest] = parts.filter(([count]) => count > 0)
  if (!first) return ''
  return [`${counted(first[0], 'plugin')} ${first[1]}`, ...rest.map(([count, what]) => `${count} ${what}`)].join(', ')
}

/** Remarks as a note that is always shown, where there are any. */
export function remarksNote(remarks: readonly string[]): Pick<Outcome, 'note' | 'noteAlways'> {
  return remarks.length === 0 ? {} : { note: () => remarks.join('\n'), noteAlways: true }
}

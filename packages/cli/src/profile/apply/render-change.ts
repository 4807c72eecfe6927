import type { ApplyResult, ManagedChange, RollbackResult } from '@cowork-mdm/host'
import { counted } from '@cowork-mdm/schema'
import { plainText } from '../../output/plain-text.js'
import { style } from '../../output/style.js'
import type { Terminal } from '../../output/terminal.js'
import { renderProfileDiff } from '../render-profile-diff.js'

type Result = ApplyResult | RollbackResult

/** What is changed, key by key; nothing where nothing is. */
export function renderChange({ changes, target }: Result, terminal: Terminal): string {
  return changes.map((change) => lineOf(change, plainText(target.path), terminal)).join('')
}

function lineOf(change: ManagedChange, path: string, terminal: Terminal): string {
  switch (change.kind) {
    case 'place-created':
      return `${style(terminal, 'added', `+ ${path}`)}\n`
    case 'place-removed':
      return `${style(terminal, 'removed', `- ${path}`)}\n`
    case 'layout-changed':
      return `${style(terminal, 'changed', `~ ${path}: the same settings, written otherwise`)}\n`
    case 'access-changed':
      return `${style(terminal, 'changed', `~ ${path}: ${change.found} becomes ${change.demanded}`)}\n`
    case 'form-changed': {
      const text = `~ ${plainText(change.key)}: ${change.formBefore} becomes ${change.formAfter}`
      return `${style(terminal, 'changed', text)}\n`
    }
    default:
      return renderProfileDiff([change], terminal)
  }
}

/** Where it was written, what was kept, what to know and what to do next. */
export function renderRemarks(result: Result, terminal: Terminal): string {
  const { changed, dryRun, changes, target, backup, warnings, recovered } = result
  const lines: string[] = []
  const notes = 'notes' in result ? result.notes : []
  for (const { message } of [...notes, ...warnings]) lines.push(`${style(terminal, 'warning', 'Warning:')} ${message}`)
  if (recovered) lines.push(`An earlier change of ${recovered.place} had broken off: ${RECOVERED[recovered.outcome]}.`)
  const where = target.user === undefined ? target.path : `${target.path} (${target.user})`
  const from = 'restored' in result ? ` as in backup ${result.restored.id}` : ''
  if (changes.length === 0) lines.push(`No change: ${where} is${from || ' as the profile has it'} already.`)
  else if (dryRun) lines.push(`Dry run: ${counted(changes.length, 'change')} would be made in ${where}${from}.`)
  else if (changed) {
    lines.push(`Changed ${where}${from}: ${counted(changes.length, 'change')}, read back and compared.`)
    if (backup) lines.push(`Backup ${backup.id}: ${backup.path}. To go back: cowork-mdm profile rollback`)
    lines.push('Next: quit and open Claude again, then look with: cowork-mdm profile status')
    lines.push('On managed machines deliver profiles through device management; see docs/applying.md.')
  }
  return lines.map(plainText).join('\n')
}

const RECOVERED = {
  completed: 'all of it had been done',
  undone: 'the old values were brought back first',
  left: 'somebody else has changed values since, which stand as they are',
}

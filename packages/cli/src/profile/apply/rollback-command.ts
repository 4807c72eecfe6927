import { listBackups, rollback } from '@cowork-mdm/host'
import { CoworkError, type Host, type Platform } from '@cowork-mdm/machine'
import { redact } from '@cowork-mdm/schema'
import { commandLine } from '../../host/command-line.js'
import { openHost } from '../../host/open-host.js'
import type { Outcome, RunContext } from '../../outcome.js'
import { plainText } from '../../output/plain-text.js'
import { renderTable } from '../../output/table.js'
import { openSchema } from '../../schema/open-schema.js'
import { renderChange, renderRemarks } from './render-change.js'

export interface RollbackInput {
  to: string | undefined
  list: boolean
  'dry-run': boolean
  scope: 'device' | 'user' | undefined
  user: string | undefined
  schema: string | undefined
  root: string | undefined
  platform: Platform | undefined
}

/** `profile rollback`: back to what was there before a change, or a list of what there is to go back to. */
export async function rollbackCommand(input: RollbackInput, context: RunContext): Promise<Outcome> {
  const host = await openHost(input)
  if (input.list) return await listOutcome(host, input)
  const document = await openSchema(input.schema, context)
  const result = await rollback(host, {
    document,
    dryRun: input['dry-run'],
    commandLine: commandLine(process.argv),
    ...(input.to !== undefined && { to: input.to }),
    ...(input.scope !== undefined && { scope: input.scope }),
    ...(input.user !== undefined && { user: input.user }),
  })
  const shown = redact(result, document, { showSecrets: context.showSecrets })
  return {
    json: shown,
    text: (terminal) => renderChange(shown, terminal),
    note: (terminal) => renderRemarks(shown, terminal),
    noteAlways: true,
  }
}

async function listOutcome(host: Host, { to }: RollbackInput): Promise<Outcome> {
  if (to !== undefined) {
    throw new CoworkError('option-conflict', 'Expected --list or --to, found both.', { hint: 'Leave one of them out.' })
  }
  const backups = await listBackups(host)
  return {
    json: { backups },
    text: (terminal) =>
      renderTable(
        [
          { title: 'ID', cells: backups.map(({ id }) => id) },
          { title: 'MADE', cells: backups.map(({ made }) => made) },
          { title: 'BEFORE', cells: backups.map(({ before }) => before) },
          { title: 'HOLDS', cells: backups.map(({ file }) => file ?? 'nothing was there') },
          {
            title: 'OF',
            cells: backups.map(({ place: { path, user } }) => plainText(user ? `${path} (${user})` : path)),
          },
        ],
        terminal,
      ),
    note: () =>
      backups.length === 0 ? 'There are no backups.' : 'Go back to one with: cowork-mdm profile rollback --to ID',
    noteAlways: backups.length === 0,
  }
}

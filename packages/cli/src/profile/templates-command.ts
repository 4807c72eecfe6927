import { describeTemplates } from '@cowork-mdm/profile'
import type { Outcome } from '../outcome.js'
import { renderTable } from '../output/table.js'

/** `profile templates`: what a profile can start from. */
export async function templatesCommand(): Promise<Outcome> {
  const templates = await describeTemplates()
  return {
    json: { templates },
    text: (terminal) =>
      renderTable(
        [
          { title: 'Template', cells: templates.map(({ name }) => name), style: 'name' },
          { title: 'For', cells: templates.map(({ description }) => description), least: 20 },
        ],
        terminal,
      ),
  }
}

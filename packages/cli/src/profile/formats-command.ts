import { FORMATS } from '@cowork-mdm/encoder'
import type { Outcome } from '../outcome.js'
import { renderTable } from '../output/table.js'

const PLATFORMS = { darwin: 'macOS', win32: 'Windows', linux: 'Linux', any: 'any' } as const

/** `profile formats`: what a profile can be written as. */
export async function formatsCommand(): Promise<Outcome> {
  const formats = Object.entries(FORMATS).map(([name, { title, platform, extensions }]) => ({
    name,
    title,
    platform,
    extensions,
  }))
  return {
    json: { formats },
    text: (terminal) =>
      renderTable(
        [
          { title: 'Format', cells: formats.map(({ name }) => name), style: 'name' },
          { title: 'For', cells: formats.map(({ platform }) => PLATFORMS[platform]) },
          { title: 'Ending', cells: formats.map(({ extensions }) => extensions.join(' ')), optional: 'extra' },
          { title: 'What it is', cells: formats.map(({ title }) => title), least: 20 },
        ],
        terminal,
      ),
  }
}

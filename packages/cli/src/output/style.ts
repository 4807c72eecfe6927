import { styleText } from 'node:util'
import type { Terminal } from './terminal.js'

/** What a piece of text is, not how it looks. */
export type Style = keyof typeof STYLES

const STYLES = {
  heading: 'bold',
  name: 'cyan',
  faint: 'dim',
  error: ['red', 'bold'],
  warning: 'yellow',
  info: 'blue',
  added: 'green',
  removed: 'red',
  changed: 'yellow',
} as const satisfies Record<string, Parameters<typeof styleText>[0]>

/** Colours text for a terminal that shows colours; all others get it as it is. */
export function style(terminal: Terminal, as: Style, text: string): string {
  // Whether there are colours was decided for the stream at hand; styleText would look at stdout only.
  return terminal.colours && text !== '' ? styleText([STYLES[as]].flat(), text, { validateStream: false }) : text
}

import type { InnerChange, ProfileChange } from '@cowork-mdm/profile'
import { wrapTo } from '../output/measure.js'
import { plainJson, plainText } from '../output/plain-text.js'
import { style, type Style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'

/**
 * Changes line by line: a sign, the setting, and its value or both values below each other; below those, where they differ
 * inside, which hidden values do not show.
 */
export function renderProfileDiff(changes: readonly ProfileChange[], terminal: Terminal): string {
  return changes.map((change) => `${linesOf(change, terminal).join('\n')}\n`).join('')
}

function linesOf(change: ProfileChange, terminal: Terminal): string[] {
  const line = (sign: string, as: Style, text: string) =>
    wrapTo(`${sign} ${text}`, terminal.columns).map((part, index) =>
      style(terminal, as, index === 0 ? part : `  ${part}`),
    )
  const valued = (name: string, value: unknown) => `${plainText(name)}: ${plainJson(value)}`
  switch (change.kind) {
    case 'added':
      return line('+', 'added', valued(change.key, change.after))
    case 'removed':
      return line('-', 'removed', valued(change.key, change.before))
    case 'name-changed':
      return line('>', 'changed', `${plainText(change.key)}: was set as ${plainText(change.previousName)}`)
    case 'changed':
      return [
        ...line('-', 'removed', valued(change.previousName ?? change.key, change.before)),
        ...line('+', 'added', valued(change.key, change.after)),
        ...placesInside(change.inside, terminal),
      ]
    case 'field-changed':
      return [
        ...(change.before === undefined ? [] : line('-', 'removed', valued(change.field, change.before))),
        ...(change.after === undefined ? [] : line('+', 'added', valued(change.field, change.after))),
      ]
  }
}

/** More places than that are counted. */
const MOST_PLACES = 10

function placesInside(inside: readonly InnerChange[], terminal: Terminal): string[] {
  const places = inside.filter(({ pointer }) => pointer !== '')
  const shown = places.slice(0, MOST_PLACES).map(({ kind, pointer }) => `${kind} at ${plainText(pointer)}`)
  if (places.length > MOST_PLACES) shown.push(`${places.length - MOST_PLACES} more`)
  const lines = shown.length === 0 ? [] : wrapTo(shown.join(', '), terminal.columns && terminal.columns - 2)
  return lines.map((part) => style(terminal, 'faint', `  ${part}`))
}

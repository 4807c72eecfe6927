/** C0 and C1 controls, and the characters that break lines, reorder or hide what follows. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu

/**
 * Text from a file or a bundle as one line that a terminal shows and never obeys: white space becomes spaces, every other
 * control character its escape.
 */
export function plainText(text: string): string {
  return escapeControls(text.replace(/\s+/gu, ' '))
}

/** A line of a file as a terminal shows it and never obeys, with every white space kept as one space. */
export function plainLine(text: string): string {
  return escapeControls(text.replace(/\s/gu, ' '))
}

/** A JSON value as one line that a terminal shows and never obeys. It is still that value's JSON. */
export function plainJson(value: unknown): string {
  return escapeControls(JSON.stringify(value) ?? '')
}

/** A JSON value as indented lines that a terminal shows and never obeys. */
export function plainJsonLines(value: unknown): string[] {
  return (JSON.stringify(value, undefined, 2) ?? '').split('\n').map(escapeControls)
}

function escapeControls(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`)
}

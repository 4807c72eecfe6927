/** C0 and C1 controls, and the characters that reorder or hide what follows. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/**
 * Text from a file or a bundle as one line that a terminal shows and never obeys: white space becomes spaces, every other
 * control character its escape.
 */
export function plainText(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(CONTROLS, (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`)
}

/** A JSON value as one line that a terminal shows and never obeys. */
export function plainJson(value: unknown): string {
  return plainText(JSON.stringify(value) ?? '')
}

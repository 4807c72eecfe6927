/** The characters of windows-1252 from 0x80 to 0x9f; the five that it leaves open stand for themselves. */
const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/**
 * Text in windows-1252: what "ANSI" is on Windows in Western Europe and America. Of the machine that wrote a file nothing is
 * known. `TextDecoder` of Node 20 takes this encoding for Latin-1.
 */
export function decodeAnsi(bytes: Uint8Array): string {
  const latin1 = new TextDecoder('latin1').decode(bytes)
  return latin1.replace(/[\x80-\x9f]/g, (character) => HIGH[character.charCodeAt(0) - 0x80]!)
}

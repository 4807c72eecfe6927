/** Characters that no terminal, log or inventory shows: some are orders to a terminal, others turn or hide what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * The same result with every such character as its escape. Names of files, answers of programs and certificates are chosen by
 * others, and end in terminals and in the inventory of a fleet.
 */
export function harmless<T>(value: T): T {
  return walk(value) as T
}

function walk(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSEEN, escaped)
  if (Array.isArray(value)) return value.map(walk)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, walk(entry)]))
}

/** As JSON and JavaScript write it; beyond four digits with braces, as what follows may be a digit. */
function escaped(character: string): string {
  const digits = character.codePointAt(0)!.toString(16)
  return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`
}

/** Forms that nothing else has. */
const CERTAIN = /(?:REPLACE|CHANGE|INSERT|YOUR)[_-](?:[A-Z0-9]+[_-]?)+|CHANGEME|\{\{[A-Z0-9_]+\}\}/
/** Forms that prose may have as well: they count where the text is nothing but a value. */
const LIKELY =
  /<[A-Za-z][A-Za-z0-9 _.-]*>|\bTODO\b|\bFIXME\b|\b(?:change|replace)[_-]?me\b|\byour[_-][a-z0-9_-]+|x{6,}|^__[A-Z][A-Z0-9_]*__$/i
/** A variable of a shell or pipeline that nobody put in, as the whole of a value. References begin with their kind. */
const VARIABLE = /^\$\{(?!FLEET_)[A-Z_][A-Z0-9_]*\}$/i

/** Most texts have none of the characters and words that these forms need. */
const ANY = /[<_$]|\{\{|x{6}|TODO|FIXME|CHANGE|REPLACE|INSERT|YOUR/i

/** What a template or a hand-written file left to be filled in; undefined where there is nothing of the kind. */
export function placeholderIn(text: string): string | undefined {
  if (!ANY.test(text)) return undefined
  const certain = CERTAIN.exec(text)?.[0] ?? VARIABLE.exec(text)?.[0]
  if (certain !== undefined) return certain
  const likely = LIKELY.exec(text)
  if (!likely) return undefined
  const around = text.slice(0, likely.index) + text.slice(likely.index + likely[0].length)
  return /\s/.test(around.trim()) ? undefined : likely[0]
}

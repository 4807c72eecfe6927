import type { SourceRange } from '@cowork-mdm/profile'
import { Lexer } from 'yaml'

/** A comment that says which findings are accepted. */
export interface Suppression {
  /** `line`: of the next line that holds something; `file`: of the whole file. */
  scope: 'line' | 'file'
  /** As written. */
  rules: { name: string; range: SourceRange }[]
  /** Absent where none is given. */
  reason?: string
  range: SourceRange
  /** Where the line begins that a suppression of a line is about. */
  about?: number
}

const COMMENT = /^#\s*cowork-mdm-disable(-next-line)?(?![\w-])/

/** What the lexer says of the lexeme that comes next. It stands for no text. */
const SCALAR = '\u001f'
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', SCALAR])

/**
 * `# cowork-mdm-disable-next-line RULE -- reason` and `# cowork-mdm-disable RULE -- reason` in a YAML text; several rules
 * stand with commas between them. What looks like one inside of a text is none.
 */
export function readSuppressions(text: string): Suppression[] {
  // Most files have none.
  if (!text.includes('cowork-mdm-disable')) return []
  const found: Suppression[] = []
  let at = 0
  let isScalar = false
  for (const lexeme of new Lexer().lex(text)) {
    if (MARKS.has(lexeme)) {
      isScalar = lexeme === SCALAR
      continue
    }
    if (lexeme.startsWith('#') && !isScalar) found.push(...suppressionIn(lexeme, at, text))
    isScalar = false
    at += lexeme.length
  }
  return found
}

function suppressionIn(comment: string, start: number, text: string): Suppression[] {
  const match = COMMENT.exec(comment)
  if (!match) return []
  const nextLine = match[1]
  const body = comment.slice(match[0].length)
  const dashes = /(?:^|\s)--(?:\s|$)/.exec(body)
  const names = body.slice(0, dashes?.index ?? body.length)
  const reason = dashes ? body.slice(dashes.index + dashes[0].length).trim() : ''
  const offset = start + match[0].length
  const rules = [...names.matchAll(/[^\s,]+/g)].map(({ 0: name, index }) => ({
    name,
    range: [offset + index, offset + index + name.length] as const,
  }))
  const range = [start, start + comment.length] as const
  const about = /(?:[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))+/y
  about.lastIndex = range[1]
  const skipped = about.exec(text)?.[0].length ?? 0
  return [
    {
      scope: nextLine === undefined ? 'file' : 'line',
      rules,
      ...(reason !== '' && { reason }),
      range,
      ...(nextLine !== undefined && { about: range[1] + skipped }),
    },
  ]
}

import type { SourceRange } from '../source.js'

/** How a scalar is written in its file: where its text begins and ends there, and what it is made of. */
interface Notation {
  start: number
  end: number
  /** Sticky; matches one unit: an escape, a line break with its indentation, a character. */
  unit: RegExp
  decode: (unit: string) => string
}

/**
 * For each UTF-16 unit of a scalar's value, where it begins and ends in the text that the scalar is written as. Knows the notations of YAML, JSON, registry files and XML property lists. Undefined where undoing the notation
 * does not give exactly the value.
 */
export function sourceOffsets(written: string, value: string): SourceRange[] | undefined {
  const { start, end, unit, decode } = notationOf(written)
  const offsets: SourceRange[] = []
  let text = ''
  let at = start
  while (at < end) {
    unit.lastIndex = at
    const [match = ''] = unit.exec(written) ?? []
    if (match === '') return undefined
    const decoded = decode(match)
    for (let index = 0; index < decoded.length; index++) offsets.push([at, at + match.length])
    text += decoded
    at += match.length
  }
  // How many line breaks end a block is decided by its header, and means nothing to JSON.
  if (text.trimEnd() !== value.trimEnd()) return undefined
  while (offsets.length < value.length) offsets.push([end, end])
  return offsets
}

function notationOf(written: string): Notation {
  const whole = { start: 0, end: written.length }
  const inner = { start: 1, end: Math.max(1, written.length - 1) }
  switch (written[0]) {
    case '"':
      return { ...inner, unit: ESCAPED, decode: (unit) => (unit[0] === '\\' ? unescape(unit) : unfold(unit)) }
    case "'":
      return {
        ...inner,
        unit: /''|[ \t]*(?:\r?\n[ \t]*)+|[^]/y,
        decode: (unit) => (unit === "''" ? "'" : unfold(unit)),
      }
    case '<':
      return element(written) ?? { ...whole, unit: /[^]/y, decode: (unit) => unit }
    case '|':
    case '>':
      return block(written)
    default:
      return { ...whole, unit: /[ \t]*(?:\r?\n[ \t]*)+|[^]/y, decode: unfold }
  }
}

const ESCAPED = /\\(?:u[\da-f]{4}|U[\da-f]{8}|x[\da-f]{2}|\r?\n[ \t]*|[^])|[ \t]*(?:\r?\n[ \t]*)+|[^]/iy

const ESCAPES: Record<string, string> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

function unescape(unit: string): string {
  const letter = unit[1]!
  if (unit.length > 2 && 'uUx'.includes(letter)) {
    const code = parseInt(unit.slice(2), 16)
    return code > 0x10ffff ? '' : String.fromCodePoint(code)
  }
  if (letter === '\n' || letter === '\r') return ''
  return ESCAPES[letter] ?? letter
}

/** One line break in a flow scalar is a space, each further one a line break. */
function unfold(unit: string): string {
  const breaks = unit.split('\n').length - 1
  if (breaks === 0) return unit
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
}

function block(written: string): Notation {
  const header = /^.*(?:\r?\n|$)/.exec(written)![0].length
  const [indentation = ''] = /^ */.exec(written.slice(header).replace(/^[ \t\r]*\n/gm, '')) ?? []
  const lineBreak = written[0] === '|' ? '\n' : ' '
  return {
    start: Math.min(written.length, header + indentation.length),
    end: written.length,
    unit: new RegExp(`\\r?\\n {0,${indentation.length}}|[^]`, 'y'),
    decode: (unit) => (unit.length > 1 || unit === '\n' ? lineBreak : unit),
  }
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&apos;': "'" }

function element(written: string): Notation | undefined {
  const open = /^<[^>]*>/.exec(written)?.[0].length
  const close = written.lastIndexOf('</')
  if (open === undefined || close < open) return undefined
  return {
    start: open,
    end: close,
    unit: /<!\[CDATA\[|\]\]>|&[^;]*;|\r\n?|[^]/y,
    decode: (unit) => {
      if (unit === '<![CDATA[' || unit === ']]>') return ''
      if (unit[0] === '\r') return '\n'
      const code = /^&#(?:x([\da-f]+)|(\d+));$/i.exec(unit)
      if (!code) return ENTITIES[unit] ?? unit
      const point = code[1] === undefined ? Number(code[2]) : parseInt(code[1], 16)
      return point > 0x10ffff ? '' : String.fromCodePoint(point)
    },
  }
}

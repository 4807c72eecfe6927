import type { RawEntry, RawList, RawMap, RawNode, RawScalar, SourceRange } from '@cowork-mdm/profile'
import { printParseErrorCode, visit } from 'jsonc-parser'
import { EncoderError } from '../encoder-error.js'

const DEEPEST = 200
const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false }

/** What was found instead of JSON, by the parser's codes. */
const FOUND: Readonly<Record<string, string>> = {
  InvalidCommentToken: 'a comment',
  UnexpectedEndOfComment: 'a comment',
  UnexpectedEndOfString: 'text without a quotation mark at its end',
  InvalidCharacter: 'a control character in text',
  InvalidEscapeCharacter: 'a backslash before a character that it does not go with',
  InvalidUnicode: '\\u without four hexadecimal digits',
  UnexpectedEndOfNumber: 'a number without digits at its end',
  PropertyNameExpected: 'something else where a name in double quotation marks should be',
  ValueExpected: 'something else where a value should be',
  ColonExpected: 'no colon behind a name',
  CommaExpected: 'no comma between two values',
  CloseBraceExpected: 'the end of the file inside a map',
  CloseBracketExpected: 'the end of the file inside a list',
  EndOfFileExpected: 'more behind the value',
}

/**
 * JSON as raw values with their places, as strict as JSON.parse. A byte order mark in front is passed over. Integers beyond
 * 2^53 are `bigint`.
 * @throws EncoderError `invalid-json` or `duplicate-key`, with the place; messages never quote what may be a secret
 */
export function readJson(text: string, file?: string): RawNode {
  const mark = text.startsWith('\ufeff') ? 1 : 0
  const source = text.slice(mark)
  const reader = new JsonReader(source, mark, file)
  visit(
    source,
    {
      onObjectBegin: (offset, length) =>
        reader.open({ type: 'dict', entries: [], range: reader.range(offset, length) }),
      onArrayBegin: (offset, length) => reader.open({ type: 'array', items: [], range: reader.range(offset, length) }),
      onObjectEnd: (offset, length) => reader.close(offset + length),
      onArrayEnd: (offset, length) => reader.close(offset + length),
      onObjectProperty: (name, offset, length) => reader.name(name, reader.range(offset, length)),
      onLiteralValue: (value: string | number | boolean | null, offset, length) =>
        reader.literal(value, offset, length),
      onError: (code, offset, length) =>
        reader.refuse(FOUND[printParseErrorCode(code)] ?? 'something else', reader.range(offset, length)),
    },
    STRICT,
  )
  return reader.result()
}

type Frame = { node: RawList } | { node: RawMap; named: Omit<RawEntry, 'node'> | undefined; names: Set<string> }

class JsonReader {
  private readonly stack: Frame[] = []
  private root: RawNode | undefined

  constructor(
    private readonly source: string,
    private readonly mark: number,
    private readonly file: string | undefined,
  ) {}

  range(offset: number, length: number): SourceRange {
    return [this.mark + offset, this.mark + offset + length]
  }

  open(node: RawList | RawMap): void {
    if (this.stack.length >= DEEPEST) this.refuse(`more than ${DEEPEST} levels`, node.range)
    this.add(node)
    this.stack.push(node.type === 'dict' ? { node, named: undefined, names: new Set() } : { node })
  }

  close(end: number): void {
    const { node } = this.stack.pop()!
    node.range = [node.range[0], this.mark + end]
  }

  name(name: string, nameRange: SourceRange): void {
    const map = this.stack.at(-1) as Extract<Frame, { node: RawMap }>
    if (map.names.has(name)) {
      throw new EncoderError(
        'duplicate-key',
        `Expected each name once in a map${this.inFile()}, found ${name} again.`,
        {
          hint: 'Remove one of them: readers disagree which one counts.',
          file: this.file,
          range: nameRange,
        },
      )
    }
    map.names.add(name)
    map.named = { name, nameRange }
  }

  literal(value: string | number | boolean | null, offset: number, length: number): void {
    const range = this.range(offset, length)
    this.add(
      typeof value === 'number'
        ? this.number(value, this.source.slice(offset, offset + length), range)
        : { type: typeOf(value), value, range },
    )
  }

  result(): RawNode {
    return this.root ?? this.refuse('an empty file', [0, this.mark])
  }

  refuse(found: string, range: SourceRange): never {
    throw new EncoderError('invalid-json', `Expected JSON${this.inFile()}, found ${found}.`, {
      hint: 'JSON has no comments and no comma behind the last entry.',
      file: this.file,
      range,
    })
  }

  private number(value: number, digits: string, range: SourceRange): RawScalar {
    if (!Number.isFinite(value)) this.refuse('a number that is too large', range)
    if (!/^-?\d+$/.test(digits)) return { type: 'real', value, range }
    return { type: 'integer', value: Number.isSafeInteger(value) ? value : BigInt(digits), range }
  }

  private add(node: RawNode): void {
    const frame = this.stack.at(-1)
    if (!frame) this.root = node
    else if ('names' in frame) frame.node.entries.push({ ...frame.named!, node })
    else frame.node.items.push(node)
  }

  private inFile(): string {
    return this.file === undefined ? '' : ` in ${this.file}`
  }
}

function typeOf(value: string | boolean | null): 'string' | 'boolean' | 'null' {
  return value === null ? 'null' : typeof value === 'string' ? 'string' : 'boolean'
}

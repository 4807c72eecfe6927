import type { RawEntry, RawList, RawMap, RawNode, SourceRange } from '@cowork-mdm/profile'
import { SaxesParser } from 'saxes'
import { EncoderError } from '../encoder-error.js'
import { scalarOf, SCALARS } from './plist-scalars.js'

const DEEPEST = 200

/**
 * An XML property list as raw values with their places: each from the `<` of its element to behind the `>` that ends it.
 * Well-formedness is that of XML 1.0; document type declarations may name Apple's DTD and declare nothing.
 * @throws EncoderError `invalid-xml`, `dtd-refused`, `invalid-plist` or `duplicate-key`, with the place
 */
export function readXmlPlist(text: string, file?: string): RawNode {
  const parser = new SaxesParser({ position: true })
  const reader = new PlistReader(text, file)
  parser.on('doctype', (declaration) => reader.doctype(declaration, parser.position))
  parser.on('opentag', ({ name }) => reader.open(name, parser.position))
  parser.on('text', (content) => reader.text(content, parser.position))
  parser.on('cdata', (content) => reader.text(content, parser.position))
  parser.on('closetag', ({ name }) => reader.close(name, parser.position))
  parser.on('error', (cause) => {
    const at = parser.position
    // The parser puts line and column before its message.
    const reason = cause.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
    throw new EncoderError('invalid-xml', `Expected well-formed XML${inFile(file)}, found: ${reason}.`, {
      file,
      range: [Math.max(0, at - 1), at],
      cause,
    })
  })
  parser.write(text).close()
  return reader.result()
}

type Frame = { node: RawList } | { node: RawMap; name?: { text: string; range: SourceRange } | undefined }

class PlistReader {
  private readonly stack: Frame[] = []
  private root: RawNode | undefined
  private sawPlist = false
  /** The scalar or key that is open: its name, where it starts, and its text so far. */
  private leaf: { name: string; start: number; text: string } | undefined

  constructor(
    private readonly source: string,
    private readonly file: string | undefined,
  ) {}

  result(): RawNode {
    return this.root ?? this.fail('a value inside <plist>', 'none', [0, 0])
  }

  doctype(declaration: string, position: number): void {
    if (!declaration.includes('[')) return
    throw new EncoderError(
      'dtd-refused',
      `Expected no declarations in the document type${inFile(this.file)}, found some.`,
      {
        hint: 'Remove everything between [ and ] in <!DOCTYPE …>: entities are not expanded.',
        file: this.file,
        range: [this.source.lastIndexOf('<!DOCTYPE', position), position],
      },
    )
  }

  open(name: string, position: number): void {
    const start = this.source.lastIndexOf('<', position - 1)
    const range: SourceRange = [start, position]
    if (name === 'plist' && !this.sawPlist) return void (this.sawPlist = true)
    if (!this.sawPlist) return this.fail('<plist> as the outermost element', `<${name}>`, range)
    if (this.leaf) return this.fail(`text inside <${this.leaf.name}>`, `<${name}>`, range)
    if (name === 'key' || SCALARS.has(name)) return void (this.leaf = { name, start, text: '' })
    if (name !== 'dict' && name !== 'array') return this.fail('an element of a property list', `<${name}>`, range)
    if (this.stack.length >= DEEPEST) return this.fail(`at most ${DEEPEST} levels`, 'more', range)
    const node: RawList | RawMap =
      name === 'dict' ? { type: 'dict', entries: [], range } : { type: 'array', items: [], range }
    this.add(node)
    this.stack.push({ node } as Frame)
  }

  text(content: string, position: number): void {
    if (this.leaf) this.leaf.text += content
    else if (content.trim() !== '')
      this.fail('elements', `text ${JSON.stringify(content.trim().slice(0, 40))}`, [
        position - content.length,
        position,
      ])
  }

  close(name: string, end: number): void {
    if (name === 'plist') return
    if (this.leaf) {
      const { start, text } = this.leaf
      this.leaf = undefined
      if (name === 'key') this.key(text, [start, end])
      else
        this.add(
          scalarOf(name, text, [start, end]) ?? this.fail(`a valid <${name}>`, JSON.stringify(text), [start, end]),
        )
      return
    }
    const frame = this.stack.pop()!
    frame.node.range = [frame.node.range[0], end]
    if ('name' in frame && frame.name) this.fail(`a value for the key ${frame.name.text}`, 'none', frame.name.range)
  }

  private key(text: string, range: SourceRange): void {
    const frame = this.stack.at(-1)
    if (frame?.node.type !== 'dict') return this.fail('<key> inside <dict> only', '<key>', range)
    const map = frame as Extract<Frame, { node: RawMap }>
    if (map.name) this.fail(`a value for the key ${map.name.text}`, 'another key', range)
    if (map.node.entries.some((entry: RawEntry) => entry.name === text)) {
      throw new EncoderError(
        'duplicate-key',
        `Expected each key once in a <dict>${inFile(this.file)}, found ${text} again.`,
        {
          hint: 'Remove one of them: readers disagree which one counts.',
          file: this.file,
          range,
        },
      )
    }
    map.name = { text, range }
  }

  private add(node: RawNode): void {
    const frame = this.stack.at(-1)
    if (!frame) {
      if (this.root) this.fail('one value inside <plist>', 'another', node.range)
      this.root = node
    } else if (frame.node.type === 'array') frame.node.items.push(node)
    else {
      const map = frame as Extract<Frame, { node: RawMap }>
      if (!map.name) return this.fail('<key> before each value of a <dict>', `<${node.type}>`, node.range)
      map.node.entries.push({ name: map.name.text, nameRange: map.name.range, node })
      map.name = undefined
    }
  }

  private fail(expected: string, found: string, range: SourceRange): never {
    throw new EncoderError('invalid-plist', `Expected ${expected}${inFile(this.file)}, found ${found}.`, {
      file: this.file,
      range,
    })
  }
}

function inFile(file: string | undefined): string {
  return file === undefined ? '' : ` in ${file}`
}

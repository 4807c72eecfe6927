import type { RawList, RawMap, RawNode, SourceRange } from '@cowork-mdm/profile'
import { SaxesParser } from 'saxes'
import { EncoderError } from '../encoder-error.js'
import { duplicateKey, inFile } from './plist-errors.js'
import { scalarOf, SCALARS } from './plist-scalars.js'

const DEEPEST = 200

export interface ReadXmlOptions {
  /** For messages. */
  file?: string
  /** What the text is: a whole property list (the default), one value, or the entries of a map. */
  root?: 'plist' | 'value' | 'entries'
}

/**
 * An XML property list as raw values with their places: each from the `<` of its element to behind the `>` that ends it.
 * Well-formedness is that of XML 1.0; document type declarations may name Apple's DTD and declare nothing.
 * @throws EncoderError `invalid-xml`, `dtd-refused`, `invalid-plist`, `duplicate-key` or `wrong-encoding`, with the place
 */
export function readXmlPlist(text: string, { file, root = 'plist' }: ReadXmlOptions = {}): RawNode {
  const parser = new SaxesParser({ position: true, fragment: root !== 'plist' })
  const reader = new PlistReader(text, file, root)
  parser.on('xmldecl', ({ encoding }) => reader.encoding(encoding, parser.position))
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
      hint: 'xmllint --noout shows what is wrong, too.',
      file,
      range: [Math.max(0, at - 1), at],
      cause,
    })
  })
  parser.write(text).close()
  return reader.result()
}

interface MapFrame {
  node: RawMap
  names: Set<string>
  /** The key that waits for its value. */
  name?: { text: string; range: SourceRange } | undefined
}

type Frame = MapFrame | { node: RawList; names?: undefined }

/** Its errors quote names and no texts: those may be secrets. */
class PlistReader {
  private readonly stack: Frame[] = []
  private root: RawNode | undefined
  /** Whether <plist> is open or not needed. */
  private isInside: boolean
  /** The scalar or key that is open: its name, where it starts, and its text so far. */
  private leaf: { name: string; start: number; text: string } | undefined

  constructor(
    private readonly source: string,
    private readonly file: string | undefined,
    root: 'plist' | 'value' | 'entries',
  ) {
    this.isInside = root !== 'plist'
    if (root !== 'entries') return
    this.root = { type: 'dict', entries: [], range: [0, source.length] }
    this.stack.push({ node: this.root, names: new Set() })
  }

  result(): RawNode {
    for (const frame of this.stack) this.wantNoValue(frame)
    return this.root ?? this.fail('a value inside <plist>', 'none', [0, 0])
  }

  /** The text has been decoded as UTF-8. */
  encoding(encoding: string | undefined, position: number): void {
    if (encoding === undefined || /^(?:utf-8|us-ascii)$/i.test(encoding)) return
    throw new EncoderError('wrong-encoding', `Expected UTF-8${inFile(this.file)}, found ${encoding} declared.`, {
      hint: 'Save the file as UTF-8 and declare it so.',
      file: this.file,
      range: [0, position],
    })
  }

  doctype(declaration: string, position: number): void {
    if (!declaration.includes('[')) return
    const message = `Expected no declarations in the document type${inFile(this.file)}, found some.`
    throw new EncoderError('dtd-refused', message, {
      hint: 'Remove everything between [ and ] in <!DOCTYPE …>: entities are not expanded.',
      file: this.file,
      range: [this.source.lastIndexOf('<!DOCTYPE', position), position],
    })
  }

  open(name: string, position: number): void {
    const start = this.source.lastIndexOf('<', position - 1)
    const range: SourceRange = [start, position]
    if (name === 'plist' && !this.isInside) return void (this.isInside = true)
    if (!this.isInside) return this.fail('<plist> as the outermost element', `<${name}>`, range)
    if (this.leaf) return this.fail(`text inside <${this.leaf.name}>`, `<${name}>`, range)
    if (name === 'key' || SCALARS.has(name)) return void (this.leaf = { name, start, text: '' })
    if (name !== 'dict' && name !== 'array') return this.fail('an element of a property list', `<${name}>`, range)
    if (this.stack.length >= DEEPEST) return this.fail(`at most ${DEEPEST} levels`, 'more', range)
    if (name === 'dict') {
      const node: RawMap = { type: 'dict', entries: [], range }
      this.add(node)
      this.stack.push({ node, names: new Set() })
    } else {
      const node: RawList = { type: 'array', items: [], range }
      this.add(node)
      this.stack.push({ node })
    }
  }

  text(content: string, position: number): void {
    if (this.leaf) this.leaf.text += content
    else if (content.trim() !== '') {
      // The parser tells of text when it has seen the `<` behind it.
      const end = this.source[position - 1] === '<' ? position - 1 : position
      const start = this.source.lastIndexOf('>', end - 1) + 1
      this.fail('elements', 'text', [start, end])
    }
  }

  close(name: string, end: number): void {
    if (this.leaf) {
      const { start, text } = this.leaf
      this.leaf = undefined
      if (name === 'key') return this.key(text, [start, end])
      const node = scalarOf(name, text, [start, end])
      return this.add(node ?? this.fail(`a valid <${name}>`, 'other text', [start, end]))
    }
    if (name === 'plist') return
    const frame = this.stack.pop()!
    frame.node.range = [frame.node.range[0], end]
    this.wantNoValue(frame)
  }

  private key(text: string, range: SourceRange): void {
    const frame = this.stack.at(-1)
    if (!frame?.names) return this.fail('<key> inside <dict> only', '<key>', range)
    if (frame.name) this.fail(`a value for the key ${frame.name.text}`, 'another key', range)
    if (frame.names.has(text)) throw duplicateKey(text, range, this.file)
    frame.names.add(text)
    frame.name = { text, range }
  }

  private add(node: RawNode): void {
    const frame = this.stack.at(-1)
    if (!frame) {
      if (this.root) this.fail('one value inside <plist>', 'another', node.range)
      this.root = node
    } else if (!frame.names) frame.node.items.push(node)
    else {
      if (!frame.name) return this.fail('<key> before each value of a <dict>', `<${node.type}>`, node.range)
      frame.node.entries.push({ name: frame.name.text, nameRange: frame.name.range, node })
      frame.name = undefined
    }
  }

  private wantNoValue(frame: Frame): void {
    if (frame.names && frame.name) this.fail(`a value for the key ${frame.name.text}`, 'none', frame.name.range)
  }

  private fail(expected: string, found: string, range: SourceRange): never {
    throw new EncoderError('invalid-plist', `Expected ${expected}${inFile(this.file)}, found ${found}.`, {
      hint: 'A property list has <key> and value in turn inside <dict>, and values inside <array>.',
      file: this.file,
      range,
    })
  }
}

import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node, type Pair } from 'yaml'
import { ProfileError, type ProfileProblem } from '../profile-error.js'
import type { RawEntry, RawMap, RawNode, SourceRange } from '../source.js'

/** More values than any profile holds; aliases that refer to each other would make millions. */
const MOST_NODES = 100_000
const DEEPEST = 200

/**
 * A YAML text as raw values with their places. Only what JSON can say is taken: no tags, dates, infinities, names that are
 * no text, or integers that a double cannot hold.
 * @throws ProfileError `invalid-yaml` with everything that is wrong and its place
 */
export function readYaml(text: string, file?: string): RawNode {
  const document = parseDocument(text, { logLevel: 'error', prettyErrors: false, uniqueKeys: true, stringKeys: false })
  const reader = new YamlReader(document, file)
  for (const { message, pos } of [...document.errors, ...document.warnings]) reader.report(`${message}.`, pos)
  const node = reader.problems.length === 0 ? reader.node(document.contents, 0) : undefined
  const [first] = reader.problems
  if (first) {
    throw new ProfileError(
      'invalid-yaml',
      `Expected YAML${file === undefined ? '' : ` in ${file}`}. ${first.message}`,
      {
        problems: reader.problems,
      },
    )
  }
  return node!
}

class YamlReader {
  readonly problems: ProfileProblem[] = []
  private count = 0

  constructor(
    private readonly document: Document,
    private readonly file: string | undefined,
  ) {}

  report(message: string, range: SourceRange): undefined {
    if (this.problems.length < 100)
      this.problems.push(this.file === undefined ? { message, range } : { message, file: this.file, range })
  }

  node(node: Node | null | undefined, depth: number, at: SourceRange = [0, 0]): RawNode {
    const range = rangeOf(node) ?? at
    const nothing: RawNode = { type: 'null', value: null, range }
    if (!node) return nothing
    if (++this.count > MOST_NODES || depth > DEEPEST) {
      // One complaint is enough, and nothing more is expanded.
      if (this.count < Infinity) this.report('Aliases or nesting expand to more values than a profile can hold.', range)
      this.count = Infinity
      return nothing
    }
    if (isAlias(node)) {
      const target = node.resolve(this.document)
      return target ? { ...this.node(target, depth + 1), range } : nothing
    }
    if (isMap(node)) return this.map(node.items as Pair<Node, Node | null>[], range, depth)
    if (isSeq(node)) {
      return { type: 'array', items: node.items.map((item) => this.node(item as Node, depth + 1, range)), range }
    }
    return isScalar(node) ? this.scalar(node.value, node.source, range) : nothing
  }

  private map(pairs: Pair<Node, Node | null>[], range: SourceRange, depth: number): RawMap {
    const entries: RawEntry[] = []
    for (const { key, value } of pairs) {
      const nameRange = rangeOf(key) ?? range
      if (isScalar(key) && typeof key.value === 'string') {
        const after: SourceRange = [nameRange[1], nameRange[1]]
        entries.push({ name: key.value, nameRange, node: this.node(value, depth + 1, after) })
      } else this.report('Expected a text as the name of an entry; quote it.', nameRange)
    }
    return { type: 'dict', entries, range }
  }

  private scalar(value: unknown, source: string | undefined, range: SourceRange): RawNode {
    switch (typeof value) {
      case 'string':
        return { type: 'string', value, range }
      case 'boolean':
        return { type: 'boolean', value, range }
      case 'number':
        return this.number(value, source, range)
      default:
        return { type: 'null', value: null, range }
    }
  }

  private number(value: number, source: string | undefined, range: SourceRange): RawNode {
    const isInteger = Number.isInteger(value) && !/[.e]/i.test(source?.replace(/^[-+]?0x/i, '') ?? '')
    if (!Number.isFinite(value)) this.report('Expected a finite number.', range)
    else if (isInteger && !Number.isSafeInteger(value)) {
      this.report(
        'Expected an integer of at most 2^53: this one cannot be kept exactly. Quote it to keep it as text.',
        range,
      )
    }
    // A negative zero is no other setting than zero.
    return { type: isInteger ? 'integer' : 'real', value: value === 0 ? 0 : value, range }
  }
}

function rangeOf(node: Node | null | undefined): SourceRange | undefined {
  return node?.range ? [node.range[0], node.range[1]] : undefined
}

import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair, type Scalar } from 'yaml'
import { ProfileError, type ProfileProblem } from '../profile-error.js'
import type { RawEntry, RawMap, RawNode, SourceRange } from '../source.js'
import { DEEPEST, parseYaml } from './parse-yaml.js'

/** More values than any profile holds; aliases that refer to each other would make millions. */
const MOST_NODES = 100_000
/** Nobody reads more. */
const MOST_PROBLEMS = 100
/** Types of JSON, which a tag may name. Any other makes something that JSON has no form for. */
const TAGS = new Set(['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`))

/**
 * A YAML text as raw values with their places. Only what JSON can say is taken: no dates, infinities, names that are no
 * text or stand twice, or integers that a double cannot hold.
 * @throws ProfileError `invalid-yaml` with everything that is wrong and its place
 */
export function readYaml(text: string, file?: string): RawNode {
  const { document, complaints } = parseYaml(text)
  const reader = new YamlReader(file)
  for (const { message, range } of complaints) reader.report(message, range)
  const node = reader.problems.length === 0 ? reader.read(document?.contents ?? null) : undefined
  const [first] = reader.problems
  if (node && !first) return node
  throw new ProfileError('invalid-yaml', `Expected YAML${file === undefined ? '' : ` in ${file}`}. ${first!.message}`, {
    problems: reader.problems,
  })
}

class YamlReader {
  readonly problems: ProfileProblem[] = []
  private count = 0
  private readonly anchors = new Map<string, Node>()
  /** What each alias stands for: the last anchor of its name before it. */
  private readonly targets = new Map<Alias, Node>()
  /** Targets that are being read. */
  private readonly open = new Set<Node>()
  /** Depth of aliases: what is read for a second time sets no anchor. */
  private expanding = 0

  constructor(private readonly file: string | undefined) {}

  report(message: string, range: SourceRange): void {
    if (this.problems.length < MOST_PROBLEMS)
      this.problems.push(this.file === undefined ? { message, range } : { message, file: this.file, range })
  }

  read(contents: Node | null): RawNode {
    return this.node(contents, 0, [0, 0])
  }

  /** `at` is where a value stands that was left out. */
  private node(node: Node | null | undefined, depth: number, at: SourceRange): RawNode {
    const range = rangeOf(node) ?? at
    const nothing: RawNode = { type: 'null', value: null, range }
    if (!node || this.isExhausted(depth, range)) return nothing
    if (isAlias(node)) return this.alias(node, depth, range) ?? nothing
    if (node.anchor !== undefined && this.expanding === 0) this.anchors.set(node.anchor, node)
    if (node.tag !== undefined && !TAGS.has(node.tag)) this.report('Expected a value without a tag.', range)
    this.open.add(node)
    const value = this.value(node, depth, range)
    this.open.delete(node)
    return value
  }

  private value(node: Node, depth: number, range: SourceRange): RawNode {
    if (isMap(node)) return this.map(node.items as Pair<Node, Node | null>[], range, depth)
    if (!isSeq(node)) return this.scalar(node as Scalar, range)
    return { type: 'array', items: node.items.map((item) => this.node(item as Node, depth + 1, range)), range }
  }

  /** One complaint is enough, and nothing more is expanded. */
  private isExhausted(depth: number, range: SourceRange): boolean {
    if (this.count === Infinity) return true
    if (++this.count <= MOST_NODES && depth <= DEEPEST) return false
    this.report('Expected at most 100,000 values and 200 levels, with aliases expanded; found more.', range)
    this.count = Infinity
    return true
  }

  private alias(alias: Alias, depth: number, range: SourceRange): RawNode | undefined {
    const target = this.targets.get(alias) ?? this.anchors.get(alias.source)
    if (!target) {
      this.report('Expected an anchor of that name before the alias; quote a text that begins with *.', range)
      return undefined
    }
    if (this.open.has(target)) {
      this.report('Expected an alias of something else, found a value that contains itself.', range)
      return undefined
    }
    this.targets.set(alias, target)
    this.expanding++
    const node = this.node(target, depth + 1, range)
    this.expanding--
    return { ...node, range }
  }

  private map(pairs: Pair<Node, Node | null>[], range: SourceRange, depth: number): RawMap {
    const entries: RawEntry[] = []
    const names = new Set<string>()
    for (const { key, value } of pairs) {
      const nameRange = rangeOf(key) ?? range
      const name = isScalar(key) && typeof key.value === 'string' ? key.value : undefined
      if (name === undefined) {
        this.report('Expected a text as the name of an entry; quote it.', nameRange)
        continue
      }
      // YAML 1.2 has none: it would be a name like any other, of a setting that the app does not know.
      if (name === '<<' && (key as Scalar).type === 'PLAIN') {
        this.report(
          'Expected names without <<, which merges nothing here; repeat the entries, or use extends.',
          nameRange,
        )
        continue
      }
      if (names.has(name)) this.report(`Expected each name once, found ${name} again.`, nameRange)
      names.add(name)
      entries.push({ name, nameRange, node: this.node(value, depth + 1, [nameRange[1], nameRange[1]]) })
    }
    return { type: 'dict', entries, range }
  }

  private scalar({ value, source }: Scalar, range: SourceRange): RawNode {
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
    const isInteger = Number.isInteger(value) && (source === undefined || /^[-+]?\d+$|^0[ox]/.test(source))
    if (!Number.isFinite(value)) this.report('Expected a finite number.', range)
    else if (isInteger && !isExact(value, source ?? '')) {
      this.report('Expected an integer that can be kept exactly; quote it to keep it as text.', range)
    }
    // A negative zero is no other setting than zero.
    return { type: isInteger ? 'integer' : 'real', value: value === 0 ? 0 : value, range }
  }
}

/** Whether a number stands for the integer it was written as: always below 2^53; above, for some, and for what JavaScript writes. */
function isExact(value: number, source: string): boolean {
  if (Number.isSafeInteger(value) || source === String(value)) return true
  return BigInt(source.replace(/^[-+]/, '')) === BigInt(Math.abs(value))
}

function rangeOf(node: Node | null | undefined): SourceRange | undefined {
  return node?.range ? [node.range[0], node.range[1]] : undefined
}

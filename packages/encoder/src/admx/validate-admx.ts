import type { SourceRange } from '@cowork-mdm/profile'
import { LONGEST_POLICY_TEXT, POLICY_KEY } from '@cowork-mdm/schema'
import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** A template's file as text. */
interface AdmxText {
  /** Relative, `/` separated. */
  path: string
  text: string
}

/** Something wrong in an ADMX file, or in one of its ADML files. */
export interface AdmxProblem {
  file: string
  code: AdmxProblemCode
  /** What it is about: an identifier, a reference, a key, a number of bytes. */
  subject: string
  /** Of the tag concerned; absent where it is the file as a whole. */
  range?: SourceRange
}

export type AdmxProblemCode =
  /** The file is no well-formed XML, or has another root. */
  | 'not-admx'
  /** An identifier with other characters than letters, digits and underscores: OMA-URI paths break at them. */
  | 'bad-id'
  | 'duplicate-id'
  /** A category, a `supportedOn`, or a string or presentation that no file defines. */
  | 'missing-category'
  | 'missing-support'
  | 'missing-string'
  | 'missing-presentation'
  /** A control of a presentation and an element of its policy do not belong together. */
  | 'unmatched-element'
  /** A control that Intune cannot show. */
  | 'unsupported-control'
  /** A registry key that an ingested ADMX file must not write to. */
  | 'blocked-key'
  /** A value that registry.pol cannot carry, or that an item or a state of a policy cannot have. */
  | 'text-too-long'
  /** An element that writes a value of a type, or below a key, that the app does not read. */
  | 'unread-element'
  /** More than Intune takes. */
  | 'file-too-large'
  | 'no-english'

/** Largest file that Intune imports, in bytes (Microsoft Learn, "Import custom ADMX and ADML administrative templates"). */
const LARGEST_FILE = 1_000_000

/** Longest text that stands in an ADMX file as a value (Microsoft, schema of ADMX: Value). */
const LONGEST_VALUE = 255

/** Keys that Windows refuses, but for some of Microsoft's own (Microsoft Learn, "Win32 and Desktop Bridge app ADMX policy ingestion"). */
const BLOCKED_KEYS = /^(?:system|software\\microsoft|software\\policies\\microsoft)(?:\\|$)/i

/** Which controls of a presentation fit which elements of a policy. */
const CONTROLS: Readonly<Record<string, readonly string[]>> = {
  textBox: ['text'],
  decimalTextBox: ['decimal'],
  dropdownList: ['enum'],
  checkBox: ['boolean'],
  multiTextBox: ['multiText'],
  listBox: ['list'],
}

/** Elements that write a REG_MULTI_SZ, a REG_QWORD, or many values below a key of their own. */
const UNREAD: ReadonlySet<string> = new Set(['multiText', 'longDecimal', 'list'])

/** Properties of nodes that begin with this are attributes. */
const ATTRIBUTE = '@'

type Node = Record<string | symbol, unknown>

/**
 * Checks ADMX and ADML files that belong together: references, uniqueness, identifiers, and the limits of Intune and
 * registry.pol. Files are told apart by their ending.
 */
export function validateAdmx(files: readonly AdmxText[]): AdmxProblem[] {
  const problems: AdmxProblem[] = []
  const report = (file: AdmxText, code: AdmxProblemCode, subject: string, node?: Node) => {
    const range = node && rangeOf(node, file.text)
    problems.push({ file: file.path, code, subject, ...(range && { range }) })
  }
  const languages = files.filter(({ path }) => path.endsWith('.adml'))
  for (const file of files) {
    const bytes = new TextEncoder().encode(file.text).length
    if (bytes > LARGEST_FILE) report(file, 'file-too-large', String(bytes))
  }
  for (const file of files.filter(({ path }) => path.endsWith('.admx'))) {
    const definitions = read(file, 'policyDefinitions')
    if (!definitions) {
      report(file, 'not-admx', file.path)
      continue
    }
    if (!languages.some(({ path }) => /(?:^|\/)en-us\//i.test(path))) report(file, 'no-english', file.path)
    checkDefinitions(definitions, (code, subject, node) => report(file, code, subject, node))
    for (const language of languages) {
      const resources = read(language, 'policyDefinitionResources')
      if (resources) checkResources(definitions, resources, (...problem) => report(language, ...problem))
      else report(language, 'not-admx', language.path)
    }
  }
  return problems
}

type Report = (code: AdmxProblemCode, subject: string, node?: Node) => void

function checkDefinitions(definitions: Node, report: Report): void {
  const categories = nodes(definitions, 'categories', 'category')
  const supports = nodes(definitions, 'supportedOn', 'definitions', 'definition')
  const policies = nodes(definitions, 'policies', 'policy')
  for (const list of [categories, supports, policies]) checkIds(list, 'name', report)
  // What stands in another file, `prefix:name`, is for that file to define.
  const others = nodes(definitions, 'policyNamespaces', 'using').map((node) => `${attribute(node, 'prefix')}:`)
  const checkReference = (node: Node, defined: ReadonlySet<string>, code: AdmxProblemCode) => {
    const ref = attribute(node, 'ref')
    if (!defined.has(ref) && !others.some((prefix) => ref.startsWith(prefix))) report(code, ref, node)
  }
  const [folders, releases] = [namesOf(categories), namesOf(supports)]
  for (const node of [...categories, ...policies]) {
    for (const parent of nodes(node, 'parentCategory')) checkReference(parent, folders, 'missing-category')
  }
  for (const policy of policies) {
    for (const node of nodes(policy, 'supportedOn')) checkReference(node, releases, 'missing-support')
    const key = attribute(policy, 'key')
    if (BLOCKED_KEYS.test(key)) report('blocked-key', key, policy)
    for (const { '#text': text } of textValues(policy)) {
      if (typeof text === 'string' && text.length > LONGEST_VALUE)
        report('text-too-long', attribute(policy, 'name'), policy)
    }
    const elements = elementsOf(policy)
    checkIds(
      elements.map(({ node }) => node),
      'id',
      report,
    )
    for (const { tag, node } of elements) {
      const id = attribute(node, 'id')
      if (tag === 'text' && Number(attribute(node, 'maxLength')) > LONGEST_POLICY_TEXT)
        report('text-too-long', id, node)
      const own = (attribute(node, 'key') || key).toLowerCase()
      const isUnread = UNREAD.has(tag) || attribute(node, 'expandable') === 'true'
      const isBelow = own.startsWith(`${POLICY_KEY.toLowerCase()}\\`)
      if (isBelow || (isUnread && own === POLICY_KEY.toLowerCase())) report('unread-element', id, node)
    }
  }
}

function checkResources(definitions: Node, resources: Node, report: Report): void {
  const strings = nodes(resources, 'resources', 'stringTable', 'string')
  const presentations = nodes(resources, 'resources', 'presentationTable', 'presentation')
  checkIds(strings, 'id', report)
  checkIds(presentations, 'id', report)
  const known = new Set(strings.map((node) => attribute(node, 'id')))
  const byId = new Map(presentations.map((node) => [attribute(node, 'id'), node]))
  for (const reference of new Set(references(definitions, 'string'))) {
    if (!known.has(reference)) report('missing-string', reference)
  }
  for (const policy of nodes(definitions, 'policies', 'policy')) {
    const [id] = references({ presentation: policy[`${ATTRIBUTE}presentation`] }, 'presentation')
    const elements = elementsOf(policy)
    const presentation = id === undefined ? undefined : byId.get(id)
    if (id !== undefined && !presentation) report('missing-presentation', id)
    if (presentation) checkControls(presentation, elements, report)
    else if (id === undefined && elements.length > 0) report('missing-presentation', attribute(policy, 'name'))
  }
}

/** Places are those of the presentation: the policy stands in another file. */
function checkControls(presentation: Node, elements: readonly Element[], report: Report): void {
  const controls = childElements(presentation).filter(({ tag }) => tag !== 'text')
  for (const { tag, node } of controls) {
    if (!Object.hasOwn(CONTROLS, tag)) report('unsupported-control', tag, node)
  }
  const wanted = new Map(controls.map(({ tag, node }) => [attribute(node, 'refId'), CONTROLS[tag] ?? []]))
  for (const { tag, node } of elements) {
    const id = attribute(node, 'id')
    if (wanted.get(id)?.includes(tag) === false || !wanted.has(id)) report('unmatched-element', id, presentation)
    wanted.delete(id)
  }
  for (const id of wanted.keys()) report('unmatched-element', id, presentation)
}

function checkIds(list: readonly Node[], name: 'id' | 'name', report: Report): void {
  const seen = new Set<string>()
  for (const node of list) {
    const id = attribute(node, name)
    if (!/^[A-Za-z0-9_]+$/.test(id)) report('bad-id', id, node)
    if (seen.has(id)) report('duplicate-id', id, node)
    seen.add(id)
  }
}

/** The texts that a policy sets as they stand in the file. */
function textValues(policy: Node): Node[] {
  return ['enabledValue', 'disabledValue', 'elements/enum/item/value'].flatMap((path) =>
    nodes(policy, ...path.split('/'), 'string'),
  )
}

function namesOf(list: readonly Node[]): ReadonlySet<string> {
  return new Set(list.map((node) => attribute(node, 'name')))
}

interface Element {
  tag: string
  node: Node
}

function elementsOf(policy: Node): Element[] {
  return nodes(policy, 'elements').flatMap(childElements)
}

function childElements(parent: Node): Element[] {
  return Object.entries(parent)
    .filter(([tag]) => !tag.startsWith(ATTRIBUTE) && tag !== '#text')
    .flatMap(([tag, content]) => asNodes(content).map((node) => ({ tag, node })))
}

/** What `$(string.X)` and `$(presentation.X)` in a tree name. */
function references(tree: unknown, table: 'string' | 'presentation'): string[] {
  if (typeof tree === 'string') {
    return [...tree.matchAll(/\$\((\w+)\.([^)]*)\)/g)].flatMap(([, name, id]) => (name === table ? [id!] : []))
  }
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap((part) => references(part, table)) : []
}

const parser = new XMLParser({
  attributeNamePrefix: ATTRIBUTE,
  ignoreAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  // Whoever wrote the file: no entity of its own is expanded.
  processEntities: false,
  captureMetaData: true,
})
const PLACE = XMLParser.getMetaDataSymbol() as unknown as symbol

/** The tag that begins an element. */
function rangeOf(node: Node, text: string): SourceRange | undefined {
  const start = (node[PLACE] as { startIndex?: number } | undefined)?.startIndex
  return start === undefined ? undefined : [start, text.indexOf('>', start) + 1]
}

function read({ text }: AdmxText, root: string): Node | undefined {
  if (XMLValidator.validate(text) !== true) return undefined
  return asNodes((parser.parse(text) as Node)[root])[0]
}

/** All nodes at a path of tags; an element without content is a node without members. */
function nodes(from: Node, ...path: string[]): Node[] {
  return path.reduce<Node[]>((parents, tag) => parents.flatMap((parent) => asNodes(parent[tag])), [from])
}

function asNodes(content: unknown): Node[] {
  if (content === undefined) return []
  if (Array.isArray(content)) return content.flatMap(asNodes)
  return [typeof content === 'object' && content !== null ? (content as Node) : { '#text': content }]
}

function attribute(node: Node, name: string): string {
  const value = node[`${ATTRIBUTE}${name}`]
  return typeof value === 'string' ? value : ''
}

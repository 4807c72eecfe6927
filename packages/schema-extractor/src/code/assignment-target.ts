/** What the left side of an assignment names. */
export interface AssignmentTarget {
  /** `name` or `name.property`. */
  target: string
  /** Another name of the object, from now on. */
  alias?: { name: string; of: string }
  /** A value given to `target`'s object on the way: `(name = value).property = …`, by offsets into the text. */
  inner?: { name: string; start: number; end: number }
}

const PLAIN = /^[\w$]+(?:\.[\w$]+)*$/
/** An enumeration whose function was inlined: `(alias = name || (name = {})).first`, or with `||=`. */
const FIRST_MEMBER =
  /^\(\s*(?:([\w$]+)\s*=\s*)?([\w$]+)\s*\|\|(?:\s*\(\s*\2\s*=\s*\{\s*\}\s*\)|=\s*\{\s*\})\s*\)\s*\.\s*([\w$]+)$/
const INNER_HEAD = /^\(\s*([\w$]+)\s*=(?![=>])/
const INNER_TAIL = /\)\s*\.\s*([\w$]+)$/
/** Longest text that is matched whole; a class before its property may be longer. */
const LONGEST_PLAIN = 200

/** Reads the left side of an assignment; undefined for what declares nothing that a schema could use. */
export function assignmentTarget(text: string): AssignmentTarget | undefined {
  if (text.length <= LONGEST_PLAIN) {
    if (PLAIN.test(text)) return { target: text }
    const member = FIRST_MEMBER.exec(text)
    if (member) {
      const [, alias, name, property] = member
      return { target: `${name}.${property}`, ...(alias === undefined ? {} : { alias: { name: alias, of: name! } }) }
    }
  }
  const head = INNER_HEAD.exec(text.slice(0, LONGEST_PLAIN))
  const tail = head && INNER_TAIL.exec(text.slice(-LONGEST_PLAIN))
  if (!head || !tail) return undefined
  return {
    target: `${head[1]}.${tail[1]}`,
    inner: { name: head[1]!, start: head[0].length, end: text.length - tail[0].length },
  }
}

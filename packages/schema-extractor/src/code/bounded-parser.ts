import { type Expression, type Options, Parser } from 'acorn'

/** Nodes of all stretches of source parsed for one copy of a schema: about two megabytes of minified code. */
const MOST_NODES = 600_000

/** Thrown when the source to parse would take too much memory. */
export class TooMuchSource extends RangeError {
  override readonly name = 'TooMuchSource'
}

/** Parses expressions, and refuses when all that it ever parsed has too many nodes. */
export class BoundedParser {
  private nodes = 0

  parseExpressionAt(text: string, at: number, options: Options): Expression {
    count = () => {
      if (++this.nodes > MOST_NODES) throw new TooMuchSource('more source than a schema has')
    }
    return CountingParser.parseExpressionAt(text, at, options)
  }
}

/** Told of each node. Parsing is synchronous, so there is one parser at a time that counts. */
let count: () => void

interface NodeMaker {
  startNode(): unknown
  startNodeAt(pos: number, loc: unknown): unknown
}

/** One class for all extractions of a process: the runtime optimises the parser for it once. */
const CountingParser = Parser.extend((Base) => {
  const Counting = class extends (Base as unknown as new (...args: never[]) => NodeMaker) {
    override startNode(): unknown {
      count()
      return super.startNode()
    }

    override startNodeAt(pos: number, loc: unknown): unknown {
      count()
      return super.startNodeAt(pos, loc)
    }

    /** Whether a name is declared twice is not our question, and acorn's way to find out takes long for many names. */
    declareName(): void {}

    /** Acorn looks at the error's text here, and a pattern compiled at the very end of the stack ends the process. */
    catchStackOverflow<T>(parse: () => T): T {
      return parse()
    }
  }
  return Counting as unknown as typeof Parser
})

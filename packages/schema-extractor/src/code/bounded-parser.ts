import { Parser } from 'acorn'

/** Nodes of all stretches of source parsed for one copy of a schema: about two megabytes of minified code. */
const MOST_NODES = 600_000

/** Thrown when the source to parse would take too much memory. */
export class TooMuchSource extends RangeError {
  override readonly name = 'TooMuchSource'
}

interface NodeMaker {
  startNode(): unknown
  startNodeAt(pos: number, loc: unknown): unknown
}

/** A parser class of its own count: it refuses when all that it ever parsed has too many nodes. */
export function boundedParser(): typeof Parser {
  let nodes = 0
  return Parser.extend((Base) => {
    const Counting = class extends (Base as unknown as new (...args: never[]) => NodeMaker) {
      override startNode(): unknown {
        if (++nodes > MOST_NODES) throw new TooMuchSource('more source than a schema has')
        return super.startNode()
      }

      override startNodeAt(pos: number, loc: unknown): unknown {
        if (++nodes > MOST_NODES) throw new TooMuchSource('more source than a schema has')
        return super.startNodeAt(pos, loc)
      }

      /** Whether a name is declared twice is not our question, and acorn's way to find out takes long for many names. */
      declareName(): void {}
    }
    return Counting as unknown as typeof Parser
  })
}

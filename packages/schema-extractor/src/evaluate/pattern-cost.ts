/**
 * An upper bound of the ways in which backtracking can try to match a pattern somewhere in a text, as a power of two;
 * Infinity where there is no such bound worth the name.
 */
export function branchings({ source, multiline }: RegExp, inputLength: number): number {
  const { ways, open } = new PatternReader(source).alternatives()
  // Where in the text the match begins is one more choice, unless the pattern says it.
  const choices = !multiline && source.startsWith('^') && !source.includes('|') ? open : open + 1
  let ends = 0
  // What looks ahead or back does not use up the text, so each repetition may have all of it; else they share it.
  const looks = /\(\?<?[=!]/.test(source)
  for (let index = 1; index <= choices && ends < 1_000; index++) {
    ends += Math.log2(looks ? inputLength + 1 : (inputLength + index) / index)
  }
  return ways + (ends < 1_000 ? ends : Infinity)
}

interface Cost {
  /** Ways that do not depend on the text, as a power of two. */
  ways: number
  /** Repetitions of a character or class, each of which may end anywhere. */
  open: number
}

const UNBOUNDED: Cost = { ways: Infinity, open: 0 }
/** `{2}`, `{2,}`, `{2,5}` */
const COUNTED = /\{(\d+)(,?)(\d*)\}/y

class PatternReader {
  private at = 0
  private depth = 0

  constructor(private readonly source: string) {}

  /** `a|b|c`, up to a closing parenthesis or the end. */
  alternatives(): Cost {
    if (++this.depth > 50) return UNBOUNDED
    let sum = 0
    let open = 0
    for (;;) {
      const branch = this.sequence()
      sum += 2 ** branch.ways
      open = Math.max(open, branch.open)
      if (this.source[this.at] !== '|') break
      this.at++
    }
    this.depth--
    return { ways: Math.log2(sum), open }
  }

  private sequence(): Cost {
    const cost = { ways: 0, open: 0 }
    for (;;) {
      const next = this.source[this.at]
      if (next === undefined || next === '|' || next === ')') return cost
      const inside = this.atom(next)
      const part = this.repeated(inside, next === '(')
      cost.ways += part.ways
      cost.open += part.open
    }
  }

  /** One character, class, escape or group, without its quantifier. */
  private atom(first: string): Cost {
    this.at++
    if (first === '(') {
      const inside = this.alternatives()
      this.at++
      return inside
    }
    if (first === '[') this.skipClass()
    if (first === '\\') {
      // `\1` and `\k<name>` match what another part did: no bound is tried.
      if (/[1-9k]/.test(this.source[this.at] ?? '')) return UNBOUNDED
      this.at++
    }
    return { ways: 0, open: 0 }
  }

  private skipClass(): void {
    for (; this.at < this.source.length && this.source[this.at] !== ']'; this.at++) {
      if (this.source[this.at] === '\\') this.at++
    }
    this.at++
  }

  private repeated(inside: Cost, isGroup: boolean): Cost {
    const [least, most] = this.quantifier()
    if (least === most && most <= 1) return inside
    if (!isGroup)
      return most <= 1 ? { ways: inside.ways + 1, open: 0 } : { ways: inside.ways, open: least === most ? 0 : 1 }
    // Repetitions of a group that itself repeats are what takes for ever.
    if (most === Infinity) return UNBOUNDED
    return { ways: (inside.ways + (least === most ? 0 : 1)) * most, open: inside.open * most }
  }

  private quantifier(): [least: number, most: number] {
    const mark = this.source[this.at]
    COUNTED.lastIndex = this.at
    const counted = mark === '{' ? COUNTED.exec(this.source) : null
    if (!counted && mark !== '*' && mark !== '+' && mark !== '?') return [1, 1]
    this.at = counted ? COUNTED.lastIndex : this.at + 1
    if (this.source[this.at] === '?') this.at++
    if (!counted) return [mark === '+' ? 1 : 0, mark === '?' ? 1 : Infinity]
    const least = Number(counted[1])
    return [least, counted[3] ? Number(counted[3]) : counted[2] ? Infinity : least]
  }
}

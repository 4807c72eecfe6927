/**
 * An upper bound of the ways in which backtracking can try to match a pattern from one position, as a power of two. Every
 * quantifier multiplies the ways by the repetitions it may take, every alternation adds its branches, and a repeated group
 * is raised to the power of its repetitions; Infinity where there is no such bound.
 */
export function branchings(source: string, inputLength: number): number {
  return new PatternReader(source, inputLength).alternatives()
}

/** `{2}`, `{2,}`, `{2,5}` */
const COUNTED = /\{(\d+)(,?)(\d*)\}/y

class PatternReader {
  private at = 0
  private depth = 0

  constructor(
    private readonly source: string,
    private readonly inputLength: number,
  ) {}

  /** `a|b|c`, up to a closing parenthesis or the end. */
  alternatives(): number {
    if (++this.depth > 50) return Infinity
    let sum = 0
    for (;;) {
      sum += 2 ** this.sequence()
      if (this.source[this.at] !== '|') break
      this.at++
    }
    this.depth--
    return Math.log2(sum)
  }

  private sequence(): number {
    let ways = 0
    for (let next = this.source[this.at]; next !== undefined && next !== '|' && next !== ')'; next = this.source[this.at]) {
      const group = next === '('
      const inside = this.atom(next)
      ways += this.repeated(inside, group)
    }
    return ways
  }

  /** One character, class, escape or group, without its quantifier. */
  private atom(first: string): number {
    this.at++
    if (first === '(') {
      const ways = this.alternatives()
      this.at++
      return ways
    }
    if (first === '[') this.skipClass()
    if (first === '\\') {
      // `\1` and `\k<name>` match what another part did: no bound is tried.
      if (/[1-9k]/.test(this.source[this.at] ?? '')) return Infinity
      this.at++
    }
    return 0
  }

  private skipClass(): void {
    for (; this.at < this.source.length && this.source[this.at] !== ']'; this.at++) {
      if (this.source[this.at] === '\\') this.at++
    }
    this.at++
  }

  private repeated(inside: number, group: boolean): number {
    const quantifier = this.source[this.at]
    let [least, most] = [1, 1]
    COUNTED.lastIndex = this.at
    const counted = quantifier === '{' ? COUNTED.exec(this.source) : null
    if (quantifier === '*' || quantifier === '+' || quantifier === '?') {
      this.at++
      most = quantifier === '?' ? 1 : Infinity
      least = quantifier === '+' ? 1 : 0
    } else if (counted) {
      this.at = COUNTED.lastIndex
      least = Number(counted[1])
      most = counted[3] ? Number(counted[3]) : counted[2] ? Infinity : least
    }
    if (this.source[this.at] === '?' && (counted || most !== 1 || least !== 1)) this.at++
    if (group && most === Infinity) return Infinity
    if (group && most > 1) return inside * most + most
    const choices = Math.min(most, this.inputLength) - Math.min(least, this.inputLength) + 1
    return inside + Math.log2(choices)
  }
}

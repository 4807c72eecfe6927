/** A name bound at the level of a scope. Offsets are bytes; `end` is exclusive. */
export interface Declaration {
  /** An assignment to a name counts as a variable. */
  kind: 'variable' | 'function' | 'class'
  name: string
  start: number
  end: number
  /** Where the initialiser begins; -1 for a variable without one. */
  init: number
}

/**
 * What a scope binds, in the order of the source: declarations, and assignments to names. Of a bundle's tens of thousands a
 * schema needs a few hundred, so they are objects only once they are asked for.
 */
export class BindingTable {
  private readonly kinds: Declaration['kind'][] = []
  private readonly names: string[] = []
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private readonly inits: number[] = []
  /** For each declaration, the one of the same name before it; -1 for none. */
  private readonly previous: number[] = []
  /** The last declaration of each name. */
  private readonly last = new Map<string, number>()
  private readonly made = new Map<number, Declaration>()

  addDeclaration(kind: Declaration['kind'], name: string, start: number, end: number, init: number): void {
    const previous = this.last.get(name) ?? -1
    this.last.set(name, this.names.length)
    this.add(kind, name, start, end, init, previous)
  }

  addAssignment(name: string, start: number, end: number): void {
    this.add('variable', name, start, end, start, -1)
  }

  private add(
    kind: Declaration['kind'],
    name: string,
    start: number,
    end: number,
    init: number,
    previous: number,
  ): void {
    this.kinds.push(kind)
    this.names.push(name)
    this.starts.push(start)
    this.ends.push(end)
    this.inits.push(init)
    this.previous.push(previous)
  }

  /** How many there are. */
  get size(): number {
    return this.names.length
  }

  declares(name: string): boolean {
    return this.last.has(name)
  }

  /** The names that are declared. */
  declaredNames(): string[] {
    return [...this.last.keys()]
  }

  /** The declarations of a name, in order. */
  declarations(name: string): Declaration[] {
    const found: Declaration[] = []
    for (let index = this.last.get(name) ?? -1; index >= 0; index = this.previous[index]!) found.push(this.at(index))
    return found.reverse()
  }

  /** The binding that an offset lies in. */
  around(offset: number): Declaration | undefined {
    const index = this.before(offset + 1) - 1
    return index >= 0 && offset < this.ends[index]! ? this.at(index) : undefined
  }

  /** Those that begin between two offsets. */
  between(start: number, end: number): Declaration[] {
    const from = this.before(start)
    return Array.from({ length: this.before(end) - from }, (_, index) => this.at(from + index))
  }

  /** How many begin before an offset. */
  private before(offset: number): number {
    let [low, high] = [0, this.starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.starts[middle]! < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  private at(index: number): Declaration {
    let declaration = this.made.get(index)
    if (!declaration) {
      const [kind, name, start] = [this.kinds[index]!, this.names[index]!, this.starts[index]!]
      declaration = { kind, name, start, end: this.ends[index]!, init: this.inits[index]! }
      this.made.set(index, declaration)
    }
    return declaration
  }
}

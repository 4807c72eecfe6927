import { Unknown, type Value } from './values.js'

/** A variable read while its own value is found: it has none yet when the code runs in order. */
export class SelfReference extends Unknown {}

/** A binding: its value, or how to find it on first use. */
export class Cell {
  private state: 'ready' | 'lazy' | 'busy'
  private value: Value
  private initialise: (() => Value) | undefined

  private constructor(state: 'ready' | 'lazy', value: Value, initialise?: () => Value) {
    this.state = state
    this.value = value
    this.initialise = initialise
  }

  static of(value: Value): Cell {
    return new Cell('ready', value)
  }

  static lazy(initialise: () => Value): Cell {
    return new Cell('lazy', undefined, initialise)
  }

  get(): Value {
    if (this.state === 'ready') return this.value
    if (this.state === 'busy') return new SelfReference('a constant that refers to itself')
    this.state = 'busy'
    try {
      this.value = this.initialise!()
      this.state = 'ready'
    } finally {
      if (this.state !== 'ready') this.state = 'lazy'
    }
    return this.value
  }

  /** The value as far as it has been found. */
  peek(): Value {
    return this.state === 'ready' ? this.value : undefined
  }

  set(value: Value): void {
    this.value = value
    this.state = 'ready'
  }
}

/** An argument of a call: its value, or the binding it names, which is read only where the parameter is used. */
export type Argument = Value | Cell

export function valueOf(argument: Argument): Value {
  return argument instanceof Cell ? argument.get() : argument
}

/** Where names are looked up. */
export interface Scope {
  lookup(name: string): Cell | undefined
}

/** The names of a function call or block. */
export class LocalScope implements Scope {
  private readonly cells = new Map<string, Cell>()
  constructor(
    private readonly parent: Scope,
    /** A function's own scope, where its `var`s belong. */
    readonly isFunction: boolean,
  ) {}

  lookup(name: string): Cell | undefined {
    return this.cells.get(name) ?? this.parent.lookup(name)
  }

  /** Whether this scope, and not one around it, has the name. */
  declaresItself(name: string): boolean {
    return this.cells.has(name)
  }

  declare(name: string, value: Value): void {
    const cell = this.cells.get(name)
    if (cell) cell.set(value)
    else this.cells.set(name, Cell.of(value))
  }

  /** Declares a name whose value is found on first use. */
  declareLazily(name: string, initialise: () => Value): void {
    this.cells.set(name, Cell.lazy(initialise))
  }

  /** The scope that a `var` declares its name in. */
  get functionScope(): LocalScope {
    return this.isFunction || !(this.parent instanceof LocalScope) ? this : this.parent.functionScope
  }
}

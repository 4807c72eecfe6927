import type { Completions, Value } from './completions.js'

/** Where a value stands: in a command, behind one of its options as it is written, or as the argument of a number. */
export interface Place {
  path: string
  what: string | number
  /** All arguments from this one on. */
  rest?: true
}

/** Every value that can be completed, and the places that take it. */
export function sameValues({ commands }: Completions): { value: Value; places: Place[] }[] {
  const byText = new Map<string, { value: Value; places: Place[] }>()
  const add = (value: Value | undefined, place: Place) => {
    if (value === undefined || value.kind === 'any') return
    const text = JSON.stringify(value)
    const same = byText.get(text) ?? { value, places: [] }
    same.places.push(place)
    byText.set(text, same)
  }
  for (const { path, options, positionals, rest } of commands) {
    for (const { flags, value } of options) for (const what of flags) add(value, { path, what })
    for (const [index, { value }] of positionals.entries()) {
      const last = index === positionals.length - 1
      add(value, { path, what: index, ...(rest && last ? { rest } : {}) })
    }
  }
  return [...byText.values()]
}

import type { Evaluator } from './evaluator.js'
import { LIMITS } from './limits.js'
import { matchResult, runPattern } from './regular-expressions.js'
import { toText } from './text.js'
import { ArrayValue, isCallable, Unknown, type Value } from './values.js'

/** Methods whose result is no longer than the text, and that take primitives. */
const PLAIN = new Set(
  (
    'trim trimStart trimEnd toLowerCase toUpperCase startsWith endsWith includes indexOf lastIndexOf slice substring charAt ' +
    'charCodeAt at toString'
  ).split(' '),
)

/** A method of a string, computed by the runtime where its arguments are known and its result is not too long. */
export function stringMethod(evaluator: Evaluator, text: string, name: string, args: Value[]): Value {
  const unknown = new Unknown(`String.${name}`)
  // `'a'.slice(1n)` throws, as do some methods of objects.
  if (args.some((arg) => typeof arg === 'bigint')) return unknown
  if (PLAIN.has(name)) {
    if (args.some((arg) => typeof arg === 'object' && arg !== null)) return unknown
    return (text as unknown as Record<string, (...args: Value[]) => Value>)[name]!(...args)
  }
  const [first] = args
  switch (name) {
    case 'concat':
      return concat(text, args) ?? unknown
    case 'repeat':
      if (typeof first !== 'number' || !(first >= 0) || first * text.length > LIMITS.length) return unknown
      return first === Infinity ? unknown : text.repeat(first)
    case 'padStart':
    case 'padEnd': {
      const filler = args.length > 1 ? toText(args[1]) : ' '
      if (typeof first !== 'number' || first > LIMITS.length || filler === undefined) return unknown
      return text[name](first, filler)
    }
    case 'split':
      return split(evaluator, text, args) ?? unknown
    case 'match':
    case 'search': {
      if (!(first instanceof RegExp)) return unknown
      return runPattern(evaluator.meter, first, text, (pattern) =>
        name === 'match' ? matchResult(text.match(pattern)) : text.search(pattern),
      )
    }
    case 'replace':
    case 'replaceAll':
      return replace(evaluator, text, name, args)
    default:
      return unknown
  }
}

function concat(text: string, args: Value[]): string | undefined {
  let all = text
  for (const arg of args) {
    const part = toText(arg)
    if (part === undefined || all.length + part.length > LIMITS.length) return undefined
    all += part
  }
  return all
}

function split(evaluator: Evaluator, text: string, [separator, limit]: Value[]): Value {
  if (limit !== undefined && typeof limit !== 'number') return undefined
  const most = limit ?? LIMITS.length
  if (typeof separator === 'string')
    return text.length > LIMITS.length ? undefined : new ArrayValue(text.split(separator, most))
  if (!(separator instanceof RegExp)) return undefined
  return runPattern(evaluator.meter, separator, text, (pattern) => new ArrayValue(text.split(pattern, most)))
}

function replace(evaluator: Evaluator, text: string, name: 'replace' | 'replaceAll', [search, by]: Value[]): Value {
  if (typeof search !== 'string' && !(search instanceof RegExp))
    return new Unknown(`String.${name} by something unknown`)
  const replacement = isCallable(by) ? undefined : toText(by)
  if (!isCallable(by) && replacement === undefined) return new Unknown('an unknown replacement')
  if (name === 'replaceAll' && search instanceof RegExp && !search.global)
    return new Unknown('a pattern without its flag g')
  // `$1` and its like mean parts of the match, each of which may be the whole text.
  const isTemplate = replacement !== undefined && replacement.includes('$')
  if (isTemplate && (text.length + 1) ** 2 * replacement.length > LIMITS.length)
    return new Unknown('a text that is too long')
  let unknown: Unknown | undefined
  let length = text.length
  // The runtime finds the matches; what replaces them is counted before it is put together.
  const put = (...match: unknown[]): string => {
    const part = isCallable(by) ? toText(evaluator.call(by, match.map(asValue))) : replacement
    if (part === undefined) unknown = new Unknown('an unknown replacement')
    length += part?.length ?? 0
    if (length > LIMITS.length) unknown = new Unknown('a text that is too long')
    return unknown ? '' : part!
  }
  const run = (pattern: string | RegExp): string => {
    if (isTemplate)
      return name === 'replace' ? text.replace(pattern, replacement) : text.replaceAll(pattern, replacement)
    return name === 'replace' ? text.replace(pattern, put) : text.replaceAll(pattern, put)
  }
  const replaced = typeof search === 'string' ? run(search) : runPattern(evaluator.meter, search, text, run)
  return unknown ?? replaced
}

function asValue(part: unknown): Value {
  return typeof part === 'string' || typeof part === 'number' || part === undefined ? part : new Unknown('named groups')
}

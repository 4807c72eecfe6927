import { expect } from 'vitest'
import { evaluate, plain, run, UNKNOWN } from './evaluate-text.js'

/** What `q`, which evaluation cannot know, may turn out to be. */
const POSSIBLE = ['7', '""', '["a"]', '({a:"b",get(){return 1}})', '(a=>a)']

/** Expects that evaluation says of an expression what running it gives, whatever `q` is, or that it does not know. */
export function expectSound(expression: string): void {
  const found = plain(evaluate(`var x=(${expression})`))
  if (found === UNKNOWN) return
  for (const q of POSSIBLE) {
    let expected: unknown
    try {
      expected = run(`var q=${q},x=(${expression})`)
    } catch {
      // Code that throws has no value that anybody could be wrong about.
      continue
    }
    expect(agree(found, expected) ? expected : found, `where q is ${q}`).toEqual(expected)
  }
}

/** Equal, but for parts that are not known. */
function agree(found: unknown, expected: unknown): boolean {
  if (found === UNKNOWN || Object.is(found, expected)) return true
  // A getter is called when it is read: that is not a part of what the object is.
  if (found === '‹getter›') return true
  if (typeof found !== 'object' || typeof expected !== 'object' || found === null || expected === null) return false
  if (found instanceof RegExp) return expected instanceof RegExp && found.toString() === expected.toString()
  if (found instanceof URL) return expected instanceof URL && found.href === expected.href
  if (Array.isArray(found) !== Array.isArray(expected)) return false
  const names = new Set([...Object.keys(found), ...Object.keys(expected)])
  return [...names].every((name) =>
    agree((found as Record<string, unknown>)[name], (expected as Record<string, unknown>)[name]),
  )
}

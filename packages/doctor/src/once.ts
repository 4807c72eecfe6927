/** A function that does its work at the first call and gives the same answer to every later one. */
export function once<T>(work: () => T): () => T {
  let answer: { value: T } | undefined
  return () => (answer ??= { value: work() }).value
}

/** Does something with each item, a few at the same time, begun in their order; the results stand in it too. */
export async function inTurns<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let taken = 0
  let failed = false
  const worker = async () => {
    while (taken < items.length && !failed) {
      const index = taken++
      results[index] = await work(items[index]!).catch((cause: unknown) => {
        failed = true
        throw cause
      })
    }
  }
  const settled = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  // Nothing is left running when the first failure is told.
  const failure = settled.find((result) => result.status === 'rejected')
  if (failure) throw failure.reason
  return results
}

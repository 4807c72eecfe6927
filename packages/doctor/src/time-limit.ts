/** Says that something took longer than it may. */
export class TimeIsUp extends Error {
  constructor(readonly ms: number) {
    super(`Not done within ${ms} ms.`)
  }
}

/**
 * Gives work a signal and waits for it no longer than `ms`; what does not heed the signal goes on unheard.
 * @throws TimeIsUp, or the reason of `outer` where that is aborted first
 */
export async function withinTime<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const stopped = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error))
  })
  const interrupted = () => controller.abort(outer!.reason)
  outer?.addEventListener('abort', interrupted)
  const timer = setTimeout(() => controller.abort(new TimeIsUp(ms)), ms)
  try {
    return await Promise.race([work(controller.signal), stopped])
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', interrupted)
  }
}

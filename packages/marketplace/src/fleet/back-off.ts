import { setTimeout } from 'node:timers/promises'

export interface BackOff {
  /** How often in all; 4 unless told otherwise. */
  attempts?: number
  /** The longest first pause; a second unless told otherwise. Each further one may be twice as long. */
  firstMs?: number
  signal?: AbortSignal | undefined
}

/**
 * Tries again what may pass. Each pause is anything up to its longest, so that machines that failed together do not come
 * back together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/, "full jitter").
 */
export async function backOff<T>(
  attempt: () => Promise<T>,
  passes: (cause: unknown) => boolean,
  { attempts = 4, firstMs = 1_000, signal }: BackOff = {},
): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt()
    } catch (cause) {
      if (count >= attempts || !passes(cause)) throw cause
      await setTimeout(Math.random() * firstMs * 2 ** (count - 1), undefined, { signal }).catch((aborted: unknown) => {
        signal?.throwIfAborted()
        throw aborted
      })
    }
  }
}

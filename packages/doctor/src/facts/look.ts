import { CoworkError } from '@cowork-mdm/machine'

/** Nothing where there is nothing or nobody may look; bugs are thrown. */
export async function quietly<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking
  } catch (cause) {
    if (cause instanceof CoworkError) return undefined
    throw cause
  }
}

import { CoworkError } from './cowork-error.js'

/** Nothing where there is nothing, nobody may look, or the system fails; bugs are thrown. */
export async function quietly<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking
  } catch (cause) {
    if (cause instanceof CoworkError) return undefined
    throw cause
  }
}

import { CoworkError, type Host } from '@cowork-mdm/machine'

/** What a JSON file holds, nothing where there is none, or why it cannot be told; never quotes the file. */
export type JsonReading = { value: unknown } | { missing: true } | { problem: string }

export async function readJson(host: Host, path: string, maxBytes = 1024 * 1024): Promise<JsonReading> {
  let text: string
  try {
    text = (await host.read(path, { maxBytes })).toString()
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    return cause.code === 'file-missing' || cause.code === 'not-a-folder'
      ? { missing: true }
      : { problem: cause.message }
  }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { problem: `Expected JSON in ${path}, found something else.` }
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

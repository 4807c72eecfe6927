import type { Report } from './problems.js'
import type { TreeReader } from './tree-reader.js'

/** Reads a text file; what is wrong is reported, and nothing is returned. Nothing is wrong where there is no file. */
export async function readText(
  tree: TreeReader,
  file: string,
  { report, maxBytes }: { report: Report; maxBytes: number },
): Promise<string | undefined> {
  const size = await tree.sizeOf(file)
  if (size === undefined) return undefined
  if (size > maxBytes) {
    report('file-too-large', file, `Expected at most ${maxBytes} bytes, found ${size}.`)
    return undefined
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await tree.read(file, { maxBytes }))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    report('not-text', file, 'Expected text in UTF-8, found other bytes.')
    return undefined
  }
}

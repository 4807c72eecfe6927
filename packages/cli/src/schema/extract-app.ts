import { extractSchema, type ExtractProgress, type ExtractResult } from '@cowork-mdm/schema-extractor'
import type { RunContext } from '../outcome.js'

/** Extracts the schema of an app and says on the terminal how far that is. */
export function extractApp(
  path: string,
  { progress, interruption }: RunContext,
  options: { factsOnly?: boolean } = {},
): Promise<ExtractResult> {
  return extractSchema(path, {
    ...options,
    signal: interruption.signal,
    onProgress: (state) => progress(describeProgress(state)),
  })
}

function describeProgress({ phase, done, total }: ExtractProgress): string {
  if (phase === 'unpack') return `Unpacking the installer: ${Math.floor((100 * done) / Math.max(1, total))} %`
  if (phase === 'search') return `Searching the app for its schema: ${Math.floor((100 * done) / Math.max(1, total))} %`
  return `Reading the schema: copy ${done + 1} of ${total}`
}

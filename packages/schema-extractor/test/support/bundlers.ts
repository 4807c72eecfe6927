import { basename } from 'node:path'
import { build, type BuildOptions, type BuildResult } from 'esbuild'
import { rolldown, type OutputOptions } from 'rolldown'

/** Scripts of a build: file name to text. */
export type Scripts = Record<string, string>

/** Bundles with esbuild; one entry gives one script, several with `splitting` share chunks. */
export async function withEsbuild(entries: string[], options: BuildOptions = {}): Promise<Scripts> {
  const { outputFiles }: BuildResult = await build({
    entryPoints: entries,
    bundle: true,
    platform: 'node',
    format: 'esm',
    outdir: 'out',
    write: false,
    logLevel: 'error',
    legalComments: 'none',
    ...options,
  })
  return Object.fromEntries((outputFiles ?? []).map((file) => [basename(file.path), file.text]))
}

/** Bundles with rolldown, whose minifier is oxc. */
export async function withRolldown(entries: string[], options: OutputOptions = {}): Promise<Scripts> {
  const bundle = await rolldown({ input: entries, platform: 'node', logLevel: 'silent' })
  try {
    const { output } = await bundle.generate({ format: 'esm', hashCharacters: 'hex', ...options })
    return Object.fromEntries(
      output.flatMap((file) => (file.type === 'chunk' ? [[basename(file.fileName), file.code]] : [])),
    )
  } finally {
    await bundle.close()
  }
}

/** Chunks as an Electron app's build has them: zod apart, constants apart, the rest by entry. */
export const VENDOR_CHUNKS: NonNullable<Exclude<OutputOptions['codeSplitting'], boolean>> = {
  groups: [
    { name: 'vendor', test: /node_modules/ },
    { name: 'limits', test: /limits\.ts$/ },
  ],
}

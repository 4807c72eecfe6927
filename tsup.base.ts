import type { Options } from 'tsup'

/** JavaScript of a library package. Declarations come from `tsc -b`, so cleaning must leave them alone. */
export const library: Options = {
  entry: { index: 'src/index.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  dts: false,
  // Templates of profiles are texts.
  loader: { '.yaml': 'text' },
  splitting: true,
  treeshake: false,
  clean: ['!**/*.d.ts', '!*.tsbuildinfo'],
  silent: true,
}

import type { OutputOptions } from 'rolldown'
import { minifySync } from 'rolldown/experimental'
import { type Scripts, VENDOR_CHUNKS, withEsbuild, withRolldown } from './bundlers.js'
import { shadowNames, shuffleMetadata } from './disturb.js'
import { each, esbuildWith, swcLoweredTo, swcWith, terserWith } from './minifiers.js'

/** The sources a build starts from. `plain` and `rolled` are unminified bundles that several variants share. */
export interface BuildInput {
  main: string
  /** A second entry that uses the schema as well. */
  preload: string
  vendor: string
  /** An entry that loads the schema on demand. */
  lazy: string
  plain: () => Promise<string>
  rolled: () => Promise<string>
}

/** One way to build a fixture. */
export interface Variant {
  name: string
  build: (input: BuildInput) => Promise<Scripts>
}

const one = (code: string): Scripts => ({ 'index.js': code })

const ROLLED: OutputOptions = { codeSplitting: false }

function esbuildVariant(name: string, options: Parameters<typeof withEsbuild>[1]): Variant {
  return { name, build: ({ main }) => withEsbuild([main], options) }
}

/** A minifier over the bundle of esbuild or rolldown. */
function over(name: string, source: 'plain' | 'rolled', minifier: (code: string) => Promise<string>): Variant {
  return { name, build: async (input) => one(await minifier(await input[source]())) }
}

const oxc = (code: string) => minifySync('index.js', code, { module: true }).code

export const VARIANTS: readonly Variant[] = [
  esbuildVariant('esbuild, not minified, esm', { target: 'es2022' }),
  esbuildVariant('esbuild, cjs, esnext', { minify: true, format: 'cjs', target: 'esnext' }),
  esbuildVariant('esbuild, cjs, es2020', { minify: true, format: 'cjs', target: 'es2020' }),
  esbuildVariant('esbuild, esm, utf8', { minify: true, charset: 'utf8' }),
  esbuildVariant('esbuild, iife, es2017', { minify: true, format: 'iife', target: 'es2017' }),
  esbuildVariant('esbuild, whitespace only', { minifyWhitespace: true, format: 'cjs' }),
  esbuildVariant('esbuild, syntax only, es2015', { minifySyntax: true, format: 'cjs', target: 'es2015' }),
  esbuildVariant('esbuild, keep names', { minify: true, format: 'cjs', keepNames: true }),
  {
    name: 'esbuild, modules on demand',
    build: ({ lazy }) => withEsbuild([lazy], { minify: true, format: 'cjs' }),
  },
  {
    name: 'esbuild, modules on demand, not minified',
    build: ({ lazy }) => withEsbuild([lazy], { format: 'esm' }),
  },
  {
    name: 'esbuild, split, vendor chunk',
    build: ({ main, preload, vendor }) =>
      withEsbuild([main, preload, vendor], { minify: true, splitting: true, chunkNames: 'chunk-[hash]' }),
  },
  {
    name: 'esbuild, split, not minified',
    build: ({ main, preload, vendor }) => withEsbuild([main, preload, vendor], { splitting: true, minifySyntax: true }),
  },

  over('terser, toplevel', 'plain', terserWith({ module: true, toplevel: true })),
  over(
    'terser, 3 passes, ecma 2020',
    'plain',
    terserWith({ module: true, toplevel: true, ecma: 2020, compress: { passes: 3, toplevel: true, hoist_vars: true } }),
  ),
  over('terser, ecma 5', 'plain', terserWith({ module: true, ecma: 5, compress: { arrows: false, passes: 2 } })),
  over(
    'terser, no sequences, single quotes',
    'plain',
    terserWith({ toplevel: true, module: true, compress: { sequences: false }, format: { quote_style: 1 } }),
  ),
  over('terser, mangle only', 'plain', terserWith({ module: true, compress: false })),
  over('terser, compress only, beautified', 'plain', terserWith({ mangle: false, format: { beautify: true } })),
  over(
    'terser over rolldown, hoisted, ascii',
    'rolled',
    terserWith({
      module: true,
      compress: { hoist_funs: true, hoist_props: true, reduce_vars: true, unsafe: false },
      format: { ascii_only: true, wrap_func_args: true },
    }),
  ),
  {
    name: 'terser over split chunks',
    build: async ({ main, preload, vendor }) =>
      each(await withEsbuild([main, preload, vendor], { splitting: true }), terserWith({ module: true })),
  },

  { name: 'rolldown, esm', build: ({ main }) => withRolldown([main], { minify: true, codeSplitting: false }) },
  { name: 'rolldown, cjs', build: ({ main }) => withRolldown([main], { minify: true, format: 'cjs', ...ROLLED }) },
  { name: 'rolldown, iife', build: ({ main }) => withRolldown([main], { minify: true, format: 'iife', ...ROLLED }) },
  {
    name: 'rolldown, modules on demand',
    build: ({ lazy }) => withRolldown([lazy], { minify: true, format: 'cjs', ...ROLLED }),
  },
  {
    name: 'rolldown, cjs, split like electron-vite',
    build: ({ main, preload }) =>
      withRolldown([main, preload], {
        minify: true,
        format: 'cjs',
        codeSplitting: VENDOR_CHUNKS,
        chunkFileNames: 'index.chunk-[hash].js',
      }),
  },
  {
    name: 'rolldown, esm, split',
    build: ({ main, preload }) => withRolldown([main, preload], { minify: true, codeSplitting: VENDOR_CHUNKS }),
  },
  {
    name: 'rolldown, split, not minified',
    build: ({ main, preload }) => withRolldown([main, preload], { format: 'cjs', codeSplitting: VENDOR_CHUNKS }),
  },
  {
    name: 'rolldown, compress only',
    build: ({ main }) => withRolldown([main], { minify: { compress: true, mangle: false }, ...ROLLED }),
  },
  over('oxc over esbuild', 'plain', async (code) => oxc(code)),

  over('swc, toplevel', 'plain', swcWith({ compress: true, mangle: { topLevel: true } })),
  over('swc, mangle only', 'plain', swcWith({ compress: false, mangle: { topLevel: true } })),
  over('swc over rolldown, 3 passes', 'rolled', swcWith({ compress: { passes: 3, toplevel: true }, mangle: true })),

  over('swc, lowered to es2015', 'plain', swcLoweredTo('es2015')),
  over('swc, lowered to es2017', 'rolled', swcLoweredTo('es2017')),
  over('minified twice: oxc, then terser', 'plain', async (code) => terserWith({ module: true })(oxc(code))),

  over('shuffled metadata, esbuild', 'plain', async (code) => esbuildWith({})(shuffleMetadata(code, 7))),
  over('shuffled metadata, oxc', 'plain', async (code) => oxc(shuffleMetadata(code, 11))),
  over('shuffled metadata, terser', 'rolled', async (code) => terserWith({ module: true })(shuffleMetadata(code, 13))),
  over('shadowed names, esbuild', 'plain', async (code) => shadowNames(await esbuildWith({ format: 'esm' })(code))),
  over('shadowed names, terser', 'plain', async (code) => shadowNames(await terserWith({ module: true })(code))),
  over('shadowed names, oxc', 'plain', async (code) => shadowNames(oxc(code))),
]

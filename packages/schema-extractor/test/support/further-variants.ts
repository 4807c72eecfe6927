import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import webpack, { type Configuration } from 'webpack'
import { type Scripts, withEsbuild } from './bundlers.js'
import { each, esbuildWith, swcLoweredTo, terserWith } from './minifiers.js'
import type { BuildInput, Variant } from './variants.js'

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url))

/** Bundles with webpack, which knows no TypeScript: each file is turned into JavaScript first. */
async function withWebpack({ main }: BuildInput, options: Configuration): Promise<Scripts> {
  const folder = await mkdtemp(join(tmpdir(), 'webpack-'))
  try {
    await build({
      entryPoints: [`${dirname(main)}/*.ts`],
      outdir: join(folder, 'src'),
      format: 'esm',
      logLevel: 'error',
    })
    await new Promise<void>((resolve, reject) => {
      webpack(
        {
          target: 'node',
          entry: join(folder, 'src/main.js'),
          output: { path: folder, filename: 'index.js' },
          resolve: { modules: [modules] },
          performance: false,
          ...options,
        },
        (error, stats) => {
          if (error) reject(error)
          else if (stats?.hasErrors()) reject(new Error(stats.toString({ all: false, errors: true })))
          else resolve()
        },
      )
    })
    return { 'index.js': await readFile(join(folder, 'index.js'), 'utf8') }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** zod in its CommonJS form, which bundlers wrap. */
const COMMONJS_ZOD = { zod: `${modules}/zod/index.cjs`, zod3: `${modules}/zod3/index.cjs` }

/** Builds that no release of the app was seen in. */
export const FURTHER_VARIANTS: readonly Variant[] = [
  {
    name: 'webpack, modules in a table',
    build: async (input) => {
      const optimization = { concatenateModules: false, minimize: false }
      return each(await withWebpack(input, { mode: 'production', optimization }), esbuildWith({}))
    },
  },
  { name: 'webpack, development', build: (input) => withWebpack(input, { mode: 'development', devtool: false }) },
  {
    name: 'esbuild, zod as CommonJS',
    build: ({ main }) => withEsbuild([main], { format: 'cjs', alias: COMMONJS_ZOD }),
  },
  {
    name: 'esbuild, zod as CommonJS, minified',
    build: ({ main }) => withEsbuild([main], { format: 'esm', minify: true, alias: COMMONJS_ZOD }),
  },
  {
    name: 'swc, lowered to es5',
    build: async ({ plain }) => ({ 'index.js': await swcLoweredTo('es5')(await plain()) }),
  },
  {
    name: 'terser, quoted keys',
    build: async ({ plain }) => ({
      'index.js': await terserWith({ compress: false, format: { quote_keys: true } })(await plain()),
    }),
  },
  {
    name: 'windows newlines, a byte order mark, a licence that reads like settings, a source map',
    build: async ({ plain }) => {
      const code = await esbuildWith({ minifyWhitespace: false, minify: false, format: 'cjs' })(await plain())
      const licence = '/*! licence: { support: { enabled: { scopes: ["3p"] } }, title: "x" } */'
      const lines = ['"use strict";', licence, ...code.split('\n'), '//# sourceMappingURL=index.js.map']
      return { 'index.js': `\ufeff${lines.join('\r\n')}` }
    },
  },
]

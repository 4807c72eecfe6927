import { readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

const root = fileURLToPath(new URL('.', import.meta.url))

/** `import text from './page.css?raw'` is the text of that file, as in Vite, which runs the tests. */
export function rawText(): Plugin {
  return {
    name: 'raw-text',
    setup(build) {
      // The ending stays in the path, so that tsup does not take a style sheet for one of its own. What is built names the path,
      // which therefore does not tell where the repository lies.
      build.onResolve({ filter: RAW }, ({ path, resolveDir }) => ({
        path: relative(root, resolve(resolveDir, path)).replaceAll('\\', '/'),
        namespace: 'raw-text',
      }))
      build.onLoad({ filter: RAW, namespace: 'raw-text' }, async ({ path }) => {
        const file = join(root, path.replace(RAW, ''))
        return { contents: await readFile(file, 'utf8'), loader: 'text', watchFiles: [file] }
      })
    },
  }
}

const RAW = /\?raw$/

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
  esbuildPlugins: [rawText()],
}

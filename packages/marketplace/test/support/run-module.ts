import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/**
 * Bundles a module with this package as `marketplace` and the machine's as `machine` into a file, which runs in a process of
 * its own.
 */
export async function bundleProgram(script: string, outfile: string): Promise<string> {
  await build({
    stdin: {
      contents: `import * as marketplace from './index.js'\nimport * as machine from '@cowork-mdm/machine'\n${script}`,
      resolveDir: fileURLToPath(new URL('../../src', import.meta.url)),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@cowork-mdm/source'],
    // Some packages have a build that cannot be bundled as their main one.
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    loader: { '.yaml': 'text' },
    outfile,
    logLevel: 'error',
  })
  return outfile
}

// Builds the sample app the way real ones are built: bundled by esbuild, minified by terser, packed into an app.asar.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPackage } from '@electron/asar'
import { build } from 'esbuild'
import { minify } from 'terser'

const entry = fileURLToPath(new URL('src/main.ts', import.meta.url))

/** The releases that there are of the sample app. */
export const RELEASES = /** @type {const} */ (['1.25000.0', '1.26000.0'])

/**
 * @param {string} folder an existing folder
 * @param {(typeof RELEASES)[number]} [release]
 * @returns {Promise<string>} path of the packed `app.asar` in it
 */
export async function buildSampleApp(folder, release = RELEASES[0]) {
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { LATER: String(release !== RELEASES[0]) },
    minifySyntax: true,
    write: false,
  })
  const { code } = await minify(bundle.outputFiles[0].text, { toplevel: true, compress: { passes: 2 } })
  const unpacked = join(folder, 'unpacked')
  await mkdir(join(unpacked, '.vite', 'build'), { recursive: true })
  const manifest = { name: 'sample-app', version: release, main: '.vite/build/main.js' }
  await writeFile(join(unpacked, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(unpacked, '.vite', 'build', 'main.js'), code ?? '')
  const archive = join(folder, 'app.asar')
  await createPackage(unpacked, archive)
  await rm(unpacked, { recursive: true })
  return archive
}

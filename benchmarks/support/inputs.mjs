// What the extractor is measured on, generated from our own schema fixture and the installed packages and kept for later runs.
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, transform } from 'esbuild'
import { root } from '../../scripts/workspace.mjs'
import { installedScripts } from './filler.mjs'

/** What the extractor itself reads with: the same archive library and parser for the other side of a comparison. */
export const extractorRequire = createRequire(join(root, 'packages/schema-extractor/package.json'))

const FIXTURE = join(root, 'packages/schema-extractor/test/fixtures/flat-key-zod4/src')
const NODE_MODULES = join(root, 'node_modules')
const LARGEST_CHUNK = 300_000
const SINGLE_SCRIPT_BYTES = 13_000_000
/** Other code in the chunk that holds the schema. */
const BESIDE_SCHEMA_BYTES = 500_000

/**
 * Paths of an archive of small chunks, of that archive twice and four times as large, and of one large script.
 * @returns {Promise<{ archives: Record<1 | 2 | 4, string>, script: string }>}
 */
export async function benchInputs() {
  const folder = join(tmpdir(), `cowork-mdm-bench-${fingerprint()}`)
  if (!existsSync(folder)) {
    console.error(`Generating inputs in ${folder} …`)
    const unfinished = mkdtempSync(join(tmpdir(), 'cowork-mdm-bench-'))
    await generate(unfinished)
    renameSync(unfinished, folder)
  }
  const archive = (/** @type {number} */ times) => join(folder, `app-${times}.asar`)
  return { archives: { 1: archive(1), 2: archive(2), 4: archive(4) }, script: join(folder, 'index.js') }
}

/** Hash of everything the inputs are made of. */
function fingerprint() {
  const hash = createHash('sha256')
  const own = ['inputs.mjs', 'filler.mjs'].map((name) => join(import.meta.dirname, name))
  const fixture = readdirSync(FIXTURE)
    .sort()
    .map((name) => join(FIXTURE, name))
  for (const file of [...own, ...fixture, join(root, 'pnpm-lock.yaml')]) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

/** @param {string} folder */
async function generate(folder) {
  // zod belongs to the fixture.
  const scripts = installedScripts(NODE_MODULES).filter(({ path }) => !path.includes('/node_modules/zod/'))
  const filler = await minified(scripts)
  const [index] = await bundle(upTo(filler, SINGLE_SCRIPT_BYTES))
  writeFileSync(join(folder, 'index.js'), /** @type {Chunk} */ (index).code)

  const small = filler.filter(({ code }) => code.length < LARGEST_CHUNK)
  const schema = await bundle(upTo(small, BESIDE_SCHEMA_BYTES), { vendor: join(FIXTURE, 'vendor.ts') })
  for (const times of [1, 2, 4]) await pack(join(folder, `app-${times}.asar`), schema, small, times)
}

/** @typedef {{ name: string, code: string }} Chunk */

/**
 * @param {{ path: string, text: string }[]} scripts
 * @returns {Promise<(Chunk & { path: string })[]>}
 */
async function minified(scripts) {
  return Promise.all(
    scripts.map(async ({ path, text }, index) => {
      const { code } = await transform(text, { minify: true, legalComments: 'none', target: 'node20' })
      return { path, name: `chunk-${index}.js`, code }
    }),
  )
}

/**
 * The first scripts that together have that many bytes.
 * @template {Chunk} T
 * @param {T[]} scripts
 * @param {number} bytes
 */
function upTo(scripts, bytes) {
  let sum = 0
  return scripts.filter(({ code }) => sum < bytes && (sum += code.length))
}

/**
 * Bundles the fixture's main script, surrounded by other scripts, whose own imports are left alone.
 * @param {{ path: string }[]} beside
 * @param {Record<string, string>} chunks entries of chunks of their own; without them there is one script
 * @returns {Promise<Chunk[]>}
 */
async function bundle(beside, chunks = {}) {
  const isSplit = Object.keys(chunks).length > 0
  const paths = beside.map(({ path }) => path)
  const middle = paths.length >> 1
  const lines = [...paths.slice(0, middle), join(FIXTURE, 'main.ts'), ...paths.slice(middle)].map(
    (path) => `import ${JSON.stringify(path)}`,
  )
  const filler = new Set(paths)
  const { outputFiles } = await build({
    entryPoints: { index: 'index', ...chunks },
    bundle: true,
    splitting: isSplit,
    minify: true,
    treeShaking: false,
    ignoreAnnotations: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node20',
    format: isSplit ? 'esm' : 'cjs',
    outdir: 'out',
    write: false,
    logLevel: 'error',
    logOverride: { 'ignored-bare-import': 'silent' },
    plugins: [
      {
        name: 'surround-the-schema',
        setup(context) {
          context.onResolve({ filter: /^index$/ }, ({ kind }) =>
            kind === 'entry-point' ? { path: 'index', namespace: 'surrounded' } : undefined,
          )
          context.onResolve({ filter: /./ }, ({ path, importer }) =>
            filler.has(importer) ? { path, external: true } : undefined,
          )
          context.onLoad({ filter: /./, namespace: 'surrounded' }, () => ({
            contents: lines.join('\n'),
            resolveDir: root,
          }))
        },
      },
    ],
  })
  return outputFiles.map(({ path, text }) => ({ name: path.slice(path.lastIndexOf('/') + 1), code: text }))
}

/**
 * An archive with the schema's chunks, and the filler as often as asked for.
 * @param {string} target
 * @param {Chunk[]} schema
 * @param {Chunk[]} filler
 * @param {number} times
 */
async function pack(target, schema, filler, times) {
  const folder = `${target}.tmp`
  const scripts = join(folder, '.vite', 'build')
  mkdirSync(scripts, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bench', version: '1.31500.0' }))
  for (const { name, code } of schema) writeFileSync(join(scripts, name), code)
  for (let copy = 0; copy < times; copy++) {
    for (const { name, code } of filler) writeFileSync(join(scripts, `${copy}-${name}`), code)
  }
  await extractorRequire('@electron/asar').createPackage(folder, target)
  rmSync(folder, { recursive: true })
}

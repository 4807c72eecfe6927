import type { Diagnostic, SchemaDocument, SettingKey } from '@cowork-mdm/schema'
import { isScriptPath, ModuleGraph, NeedScript } from './code/module-graph.js'
import { ExtractionError, throwIfAborted } from './errors.js'
import { OutOfSteps } from './evaluate/limits.js'
import { Program } from './evaluate/program.js'
import { findAnchors, hasAnchor } from './shapes/anchors.js'
import { flatKeyShape } from './shapes/flat-key.js'
import { flatShape } from './shapes/flat.js'
import { genericShape } from './shapes/generic.js'
import { compareCopies } from './shapes/compare-copies.js'
import type { ShapeAdapter } from './shapes/shape.js'
import { toSettingKey } from './shapes/to-setting-key.js'
import type { BundleSource } from './source/bundle-source.js'
import { openBundle } from './source/open-bundle.js'
import { readAll } from './source/read-all.js'

export interface ExtractOptions {
  /** Leave out titles and descriptions, which are the app's own text. */
  factsOnly?: boolean
  onProgress?: (progress: ExtractProgress) => void
  signal?: AbortSignal
}

export interface ExtractProgress {
  phase: 'unpack' | 'search' | 'evaluate'
  /** Bytes of an installer unpacked, bytes searched, or copies of the schema read. */
  done: number
  total: number
}

export interface ExtractResult {
  document: SchemaDocument
  /** The document's diagnostics. */
  diagnostics: Diagnostic[]
}

/** In the order in which they are tried: the first shape of which a copy is found is the app's. */
const ADAPTERS: readonly ShapeAdapter[] = [flatKeyShape, flatShape, genericShape]
/** Modules that one copy of the schema may reach into. */
const MOST_MODULES = 400
/** From so many anchors on, a bundle without readable settings is taken for one with a new shape. */
const FEW = 3

/**
 * Reads the managed settings that an app declares, from its code alone; none of that code is run.
 *
 * @param input path of the app (see {@link openBundle}) or an opened bundle
 * @throws ExtractionError when the input cannot be read or holds no schema
 */
export async function extractSchema(
  input: string | BundleSource,
  options: ExtractOptions = {},
): Promise<ExtractResult> {
  const source = typeof input === 'string' ? await openBundle(input, options) : input
  try {
    return await extract(source, options)
  } finally {
    if (typeof input === 'string') await source.close?.()
  }
}

/** One copy of the schema, read. */
interface Reading {
  candidate: Candidate
  sha256: Promise<string>
  keys: SettingKey[]
  diagnostics: Diagnostic[]
}

interface Candidate {
  path: string
  bytes: Buffer
  adapter: ShapeAdapter
  weight: number
}

async function extract(source: BundleSource, options: ExtractOptions): Promise<ExtractResult> {
  const scripts = [...source.entries()].filter((entry) => isScriptPath(entry.path))
  const paths = new Set(scripts.map((entry) => entry.path))
  const seen = new Map<string, number>()
  const readings: Reading[] = []
  let failure: ExtractionError | undefined
  for (const adapter of ADAPTERS) {
    const candidates = await search(source, scripts, adapter, seen, options)
    for (const [index, candidate] of candidates.entries()) {
      options.onProgress?.({ phase: 'evaluate', done: index, total: candidates.length })
      try {
        readings.push(await read(source, paths, candidate, options))
      } catch (error) {
        // One copy that cannot be followed does not make the others useless.
        if (!(error instanceof ExtractionError) || error.code !== 'too-complex') throw error
        failure ??= error
      }
    }
    if (readings.some((reading) => reading.keys.length > 0)) break
  }
  const [best, ...others] = readings
    .filter((reading) => reading.keys.length > 0)
    .sort((left, right) => right.keys.length - left.keys.length)
  if (!best) throw failure ?? nothingFound(scripts, seen)
  best.diagnostics.push(...others.flatMap((other) => compareCopies(best.keys, other.keys)))
  const { candidate, sha256, keys } = best
  const diagnostics = best.diagnostics.sort(
    (left, right) =>
      (left.file ?? '').localeCompare(right.file ?? '') ||
      (left.offset ?? 0) - (right.offset ?? 0) ||
      left.code.localeCompare(right.code),
  )
  const document: SchemaDocument = {
    formatVersion: 1,
    product: 'claude-desktop',
    appVersion: (await source.version()) ?? 'unknown',
    extractedFrom: {
      file: candidate.path,
      sha256: await sha256,
      shape: candidate.adapter.shape,
    },
    keys,
    diagnostics,
  }
  return { document, diagnostics }
}

/** Reads every script once and keeps those that carry the anchors of a shape, heaviest first. */
async function search(
  source: BundleSource,
  scripts: readonly { path: string; size: number }[],
  adapter: ShapeAdapter,
  seen: Map<string, number>,
  options: ExtractOptions,
): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  const total = scripts.reduce((sum, entry) => sum + entry.size, 0)
  let done = 0
  const paths = scripts.map((entry) => entry.path)
  for await (const { path, bytes, isLent } of readAll(source, paths)) {
    throwIfAborted(options.signal)
    const weight = adapter.candidate ? adapter.candidate(bytes) : countAnchors(bytes, adapter, seen)
    if (weight > 0) candidates.push({ path, bytes: isLent ? Buffer.from(bytes) : bytes, adapter, weight })
    done += bytes.length
    options.onProgress?.({ phase: 'search', done, total })
  }
  return candidates.sort((left, right) => right.weight - left.weight || (left.path < right.path ? -1 : 1))
}

/** How often the rarest anchor occurs in a script that has all of them; noted in `seen`. */
function countAnchors(bytes: Buffer, adapter: ShapeAdapter, seen: Map<string, number>): number {
  const [rarest, ...others] = adapter.anchors
  if (!rarest) return 0
  const offsets = findAnchors(bytes, rarest)
  seen.set(rarest.word, (seen.get(rarest.word) ?? 0) + offsets.length)
  const [first] = offsets
  if (first === undefined || !others.every((anchor) => hasAnchor(bytes, anchor, first))) return 0
  return offsets.length
}

/** Reads one copy. Evaluation stops where it reaches a module that is not loaded; that is then loaded, and it starts anew. */
async function read(
  source: BundleSource,
  paths: ReadonlySet<string>,
  candidate: Candidate,
  options: ExtractOptions,
): Promise<Reading> {
  const { path, bytes, adapter } = candidate
  const sha256 = hash(bytes)
  const graph = new ModuleGraph(paths)
  const script = graph.add(path, bytes)
  for (let round = 0; round < MOST_MODULES; round++) {
    throwIfAborted(options.signal)
    const program = new Program(graph)
    try {
      const keys = adapter
        .read(program, script)
        .sort((left, right) => (left.name < right.name ? -1 : 1))
        .map((setting) => toSettingKey(program, setting, options.factsOnly ?? false))
      return { candidate, sha256, keys, diagnostics: program.diagnostics }
    } catch (error) {
      if (error instanceof OutOfSteps) {
        throw new ExtractionError(
          'too-complex',
          `Expected a schema in ${path}, found code that takes too many steps to follow.`,
          {
            hint: 'Check that the input is the app itself. If it is, its schema has a form that is not known yet: docs/schema-extraction.md tells how to add one.',
          },
        )
      }
      if (!(error instanceof NeedScript)) throw error
      graph.add(error.path, await source.read(error.path))
    }
  }
  throw new ExtractionError(
    'too-complex',
    `Expected a schema in ${path}, found code that reaches into more than ${MOST_MODULES} modules.`,
  )
}

/** SHA-256 in hexadecimal digits, computed on another thread. */
async function hash(bytes: Buffer): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
}

/** Neither a known nor an unknown shape: what was searched, and which anchors were seen. */
function nothingFound(scripts: readonly { path: string }[], seen: ReadonlyMap<string, number>): ExtractionError {
  const words = [...seen.keys()].join(' or ')
  const counts = [...seen].filter(([, count]) => count > 0).map(([word, count]) => `${word} (${count})`)
  const anchors = counts.length > 0 ? `saw the anchors ${counts.join(', ')}` : `saw no anchor (${words})`
  const listed = scripts.slice(0, 5).map((entry) => entry.path)
  const more = scripts.length > 5 ? ', …' : ''
  const files =
    scripts.length === 0
      ? 'no scripts'
      : `${scripts.length} script${scripts.length === 1 ? '' : 's'} (${listed.join(', ')}${more})`
  if ([...seen.values()].some((count) => count >= FEW)) {
    return new ExtractionError(
      'unknown-shape',
      `Expected settings in a known shape, found none. Searched ${files}; ${anchors}.`,
      {
        hint: 'If this is a release of the app, its schema has a new shape: docs/schema-extraction.md tells how to add one.',
      },
    )
  }
  return new ExtractionError('no-schema', `Expected the settings schema, found none. Searched ${files}; ${anchors}.`, {
    hint: 'Check that the input is the whole app: the main script and all its chunks.',
  })
}

import { createHash } from 'node:crypto'
import type { Diagnostic, SchemaDocument, SettingKey } from '@cowork-mdm/schema'
import { isScriptPath, ModuleGraph, NeedScript } from './code/module-graph.js'
import { ExtractionError } from './errors.js'
import { OutOfSteps } from './evaluate/limits.js'
import { Program } from './evaluate/program.js'
import { findAnchors } from './shapes/anchors.js'
import { flatKeyShape } from './shapes/flat-key.js'
import { flatShape } from './shapes/flat.js'
import type { ShapeAdapter } from './shapes/shape.js'
import { toSettingKey } from './shapes/to-setting-key.js'
import type { BundleSource } from './source/bundle-source.js'
import { openBundle } from './source/open-bundle.js'

export interface ExtractOptions {
  /** Leave out titles and descriptions, which are the app's own text. */
  factsOnly?: boolean
  onProgress?: (progress: ExtractProgress) => void
  signal?: AbortSignal
}

export interface ExtractProgress {
  phase: 'search' | 'evaluate'
  /** Bytes searched, or copies of the schema read. */
  done: number
  total: number
}

export interface ExtractResult {
  document: SchemaDocument
  /** The document's diagnostics. */
  diagnostics: Diagnostic[]
}

/** In the order in which they are tried: the first shape of which a copy is found is the app's. */
const ADAPTERS: readonly ShapeAdapter[] = [flatKeyShape, flatShape]
/** Modules that one copy of the schema may reach into. */
const MOST_MODULES = 400

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
  const source = typeof input === 'string' ? await openBundle(input) : input
  try {
    return await extract(source, options)
  } finally {
    if (typeof input === 'string') await source.close?.()
  }
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
  let best: Reading | undefined
  for (const adapter of ADAPTERS) {
    const candidates = await search(source, scripts, adapter, seen, options)
    for (const [index, candidate] of candidates.entries()) {
      options.onProgress?.({ phase: 'evaluate', done: index, total: candidates.length })
      const reading = await read(source, paths, candidate, options)
      if (reading.keys.length > (best?.keys.length ?? 0)) best = reading
    }
    if (best) break
  }
  if (!best) throw noSchema(scripts, seen)
  const { candidate, keys } = best
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
      sha256: createHash('sha256').update(candidate.bytes).digest('hex'),
      shape: candidate.adapter.shape,
    },
    keys,
    diagnostics,
  }
  return { document, diagnostics }
}

/** One copy of the schema, read. */
interface Reading {
  candidate: Candidate
  keys: SettingKey[]
  diagnostics: Diagnostic[]
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
  for (const { path, size } of scripts) {
    throwIfAborted(options.signal)
    const bytes = await source.read(path).catch((error: unknown) => {
      // Archives list unpacked files that an install may lack; others may still hold the schema.
      if (error instanceof ExtractionError && error.code === 'missing-file') return Buffer.alloc(0)
      throw error
    })
    const counts = countAnchors(bytes, adapter)
    counts.forEach((count, index) => {
      const { word } = adapter.anchors[index]!
      seen.set(word, (seen.get(word) ?? 0) + count)
    })
    if (counts.length === adapter.anchors.length) candidates.push({ path, bytes, adapter, weight: Math.min(...counts) })
    done += size
    options.onProgress?.({ phase: 'search', done, total })
  }
  return candidates.sort((left, right) => right.weight - left.weight)
}

/** How often each anchor occurs; the list ends with the first that does not. */
function countAnchors(bytes: Buffer, adapter: ShapeAdapter): number[] {
  const counts: number[] = []
  for (const word of adapter.anchors) {
    const count = findAnchors(bytes, word).length
    if (count === 0) break
    counts.push(count)
  }
  return counts
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ExtractionError('aborted', 'The extraction was cancelled.')
}

/** Reads one copy. Evaluation stops where it reaches a module that is not loaded; that is then loaded, and it starts anew. */
async function read(
  source: BundleSource,
  paths: ReadonlySet<string>,
  candidate: Candidate,
  options: ExtractOptions,
): Promise<Reading> {
  const { path, bytes, adapter } = candidate
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
      return { candidate, keys, diagnostics: program.diagnostics }
    } catch (error) {
      if (error instanceof OutOfSteps) {
        throw new ExtractionError(
          'too-complex',
          `Expected a schema in ${path}, found code that takes too many steps to follow.`,
          {
            hint: 'Report the release: its schema has a form that is not known yet.',
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

function noSchema(scripts: readonly { path: string }[], seen: ReadonlyMap<string, number>): ExtractionError {
  const anchors = [...seen].map(([word, count]) => `${word} ${count} times`).join(', ')
  const listed = scripts.slice(0, 5).map((entry) => entry.path)
  const files =
    scripts.length === 0
      ? 'no scripts'
      : `${scripts.length} scripts (${listed.join(', ')}${scripts.length > 5 ? ', …' : ''})`
  return new ExtractionError(
    'no-schema',
    `Expected the settings schema, found none. Searched ${files}; saw ${anchors || 'no anchors'}.`,
    {
      hint: 'Check that the input is the whole app: the main script and all its chunks.',
    },
  )
}

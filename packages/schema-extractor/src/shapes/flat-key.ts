import type { AnyNode, Expression } from 'acorn'
import type { Script } from '../code/script.js'
import type { Program } from '../evaluate/program.js'
import { toJson } from '../evaluate/json.js'
import { ArrayValue, ObjectValue, type Place, Unknown, type Value } from '../evaluate/values.js'
import { shapeOf, ZodValue } from '../zod/zod-value.js'
import { anchor, findAnchors } from './anchors.js'
import { collectSchemas, type SchemaSource, schemasIn } from './collect-schemas.js'
import { declaredMetadata } from './declared-metadata.js'
import { settingPlace } from './setting-place.js'
import type { FoundSetting, ShapeAdapter } from './shape.js'
import { allowedTexts, type TreePlace, unwrap, walkTree } from './walk-tree.js'

const FLAT_KEY = anchor('flatKey')
const SUPPORT = anchor('support')

/**
 * Settings nested like the app's own configuration. Shape:
 * `field(zodExpression, { flatKey: "name", support: { enabled: { scopes, availableInVersion } }, … })`.
 * Metadata with a `flatKey` but without `support` belongs to a sub-field, not to a setting.
 */
export const flatKeyShape: ShapeAdapter = {
  shape: 'flat-key',
  anchors: [FLAT_KEY, SUPPORT],
  read(program, script) {
    const offsets = findAnchors(script.bytes, FLAT_KEY)
    const sources = collectSchemas(program, script, offsets)
    const settings = new Map<string, FoundSetting>()
    const places = new Map<string, TreePlace[]>()
    const root = findRoot(program, sources)
    const take = (schema: ZodValue, place?: TreePlace): boolean => {
      const metadata = fieldMetadata(schema)
      if (!metadata) return true
      const name = metadata.plain('flatKey') as string
      if (!settings.has(name))
        settings.set(name, { name, schema, metadata, place: settingPlace(script, schema, metadata) })
      if (place) places.set(name, [...(places.get(name) ?? []), place])
      return false
    }
    const missing = root ? readRoot(program, script, root, take) : false
    for (const { value } of sources) {
      for (const schema of schemasIn(value)) walkTree(program.evaluator, schema, (inner) => take(inner))
    }
    for (const [name, path] of nestedPaths(sources)) {
      const setting = settings.get(name)
      if (setting && !places.has(name)) setting.path = path
    }
    // A part of the configuration is not the whole: the paths in it would be too short.
    const isWhole = root !== undefined && places.size * 2 > settings.size
    if (isWhole) for (const [name, list] of places) place(settings.get(name)!, list, root, missing)
    addUnreached(program, script, sources, settings)
    reportUncovered(program, script, sources, offsets)
    if (isWhole) reportUnplaced(program, [...settings.values()])
    else if (settings.size > 1) {
      const message = 'No schema holds the settings: their paths, providers and credential kinds are not known.'
      program.report('no-root', 'warning', message, { file: script.path, offset: offsets[0] ?? 0 })
    }
    return [...settings.values()]
  },
}

/** The metadata of a setting that a wrapper filed on a schema. */
function fieldMetadata(schema: ZodValue): ObjectValue | undefined {
  for (const [, value] of schema.annotations()) {
    if (value instanceof ObjectValue && typeof value.plain('flatKey') === 'string' && value.has('support')) return value
  }
  return undefined
}

/** The schema with the most settings below it: the whole configuration. */
function findRoot(program: Program, sources: SchemaSource[]): ZodValue | undefined {
  let best: { schema: ZodValue; count: number } | undefined
  for (const { value } of sources) {
    if (!(value instanceof ZodValue)) continue
    const names = new Set<Value>()
    walkTree(program.evaluator, value, (schema) => {
      const metadata = fieldMetadata(schema)
      if (metadata) names.add(metadata.plain('flatKey'))
      return !metadata
    })
    if (names.size > (best?.count ?? 1)) best = { schema: value, count: names.size }
  }
  return best?.schema
}

/** Takes the settings of the whole configuration, with their places; whether parts of it could not be evaluated. */
function readRoot(
  program: Program,
  script: Script,
  root: ZodValue,
  take: (schema: ZodValue, place: TreePlace) => boolean,
): boolean {
  let missing = false
  walkTree(program.evaluator, root, take, (why, { place }) => {
    missing = true
    const message = `A part of the configuration could not be followed: ${why}. Providers and credential kinds are not known.`
    program.report('incomplete-root', 'warning', message, place ? at(place) : { file: script.path, offset: 0 })
  })
  return missing
}

function reportUnplaced(program: Program, settings: readonly FoundSetting[]): void {
  for (const { name, place, path } of settings) {
    if (path) continue
    const message = 'The setting was not found in the schema that holds the others: its path is not known.'
    program.report('incomplete-root', 'warning', message, at(place), name)
  }
}

function at({ file, start }: Place): { file: string; offset: number } {
  return { file, offset: start }
}

/** `{ name: { node: field, nestedPath: ["a", "b"] } }`: the separate table of discriminators. */
function nestedPaths(sources: SchemaSource[]): Map<string, string[]> {
  const paths = new Map<string, string[]>()
  for (const { value } of sources) {
    if (!(value instanceof ObjectValue)) continue
    for (const slot of value.slots.values()) {
      if (!('value' in slot) || !(slot.value instanceof ObjectValue)) continue
      const path = toJson(slot.value.plain('nestedPath'))
      if (!Array.isArray(path) || !path.every((part) => typeof part === 'string')) continue
      for (const schema of schemasIn(slot.value)) {
        const name = fieldMetadata(schema)?.plain('flatKey')
        if (typeof name === 'string') paths.set(name, path)
      }
    }
  }
  return paths
}

/** Enters where a setting stands; of an incomplete tree, no more than the path is certain. */
function place(setting: FoundSetting, list: TreePlace[], root: ZodValue | undefined, incomplete: boolean): void {
  setting.path = list[0]!.path
  if (incomplete) return
  const providers = distinct(list.flatMap((at) => at.arms.get('provider') ?? []))
  const all = root ? distinct(discriminatorValues(root, 'provider')) : []
  if (providers.length > 0 && providers.length < all.length) setting.providers = providers
  if (list.every((at) => at.arms.has('kind'))) {
    const kinds = distinct(list.flatMap((at) => at.arms.get('kind')!))
    if (kinds.length > 0) setting.credentialKinds = kinds
  }
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].sort()
}

/** All values that a discriminator takes in the unions of a tree. */
function discriminatorValues(root: ZodValue, discriminator: string): string[] {
  const values: string[] = []
  const pending: Value[] = [root]
  for (let index = 0; index < pending.length && index < 10_000; index++) {
    const value = pending[index]
    if (!(value instanceof ZodValue)) continue
    const schema = unwrap(value)
    const options = schema.fields.get('options')
    if (schema.kind === 'union' && options instanceof ArrayValue) {
      pending.push(...options.items)
      if (schema.fields.get('discriminator') !== discriminator) continue
      for (const option of options.items) {
        const shape = option instanceof ZodValue ? shapeOf(unwrap(option)) : undefined
        if (shape) values.push(...(allowedTexts(shape.plain(discriminator)) ?? []))
      }
    } else if (schema.kind === 'object') {
      const shape = shapeOf(schema)
      for (const slot of shape?.slots.values() ?? []) if ('value' in slot) pending.push(slot.value)
    }
  }
  return values
}

/** Settings whose metadata stands in the source but that no evaluated schema led to: they are kept, and reported. */
function addUnreached(
  program: Program,
  script: Script,
  sources: SchemaSource[],
  settings: Map<string, FoundSetting>,
): void {
  const read = new Set([...settings.values()].map(({ metadata }) => metadata.place?.start))
  for (const { scope, expression } of sources) {
    for (const { node, call, unit } of declaredMetadata(script, expression, namesFlatKey)) {
      const literal = literalName(node)
      if (literal !== undefined && settings.has(literal)) continue
      const frame = { scope, unit, thisValue: undefined }
      const metadata = program.evaluator.evaluateSafely(node, frame)
      if (!(metadata instanceof ObjectValue) || read.has(metadata.place?.start)) continue
      const value = call ? program.evaluator.evaluateSafely(call, frame) : undefined
      const name = metadata.plain('flatKey')
      if (typeof name === 'string' && metadata.has('support')) {
        if (settings.has(name)) continue
        const found: FoundSetting = { name, schema: undefined, metadata, place: metadata.place! }
        if (value instanceof ZodValue) found.schema = value
        else found.unresolved = value instanceof Unknown ? value.reason : 'no schema stands beside its metadata'
        settings.set(name, found)
      } else if (!(value instanceof ZodValue)) {
        const what = literal === undefined ? 'a setting' : `the setting ${literal}`
        const message = `What may be ${what} could not be read: its name, its availability or its schema is computed.`
        program.report('unread-metadata', 'warning', message, {
          file: metadata.place!.file,
          offset: metadata.place!.start,
        })
      }
    }
  }
}

/** Names of settings that stand in no declaration, as in the body of a loop. */
function reportUncovered(program: Program, script: Script, sources: SchemaSource[], offsets: readonly number[]): void {
  const spans = sources.map(({ expression }) => expression)
  for (const offset of offsets) {
    if (spans.some(({ start, end }) => start <= offset && offset < end)) continue
    const message = 'What may be a setting could not be read: it stands in no declaration.'
    program.report('unread-metadata', 'warning', message, { file: script.path, offset })
  }
}

/** The name in a metadata literal, where it is written out. */
function literalName(node: Expression): string | undefined {
  if (node.type !== 'ObjectExpression') return undefined
  for (const property of node.properties) {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') continue
    if (property.key.name !== 'flatKey') continue
    const { value } = property
    if (value.type === 'Literal' && typeof value.value === 'string') return value.value
    if (value.type === 'TemplateLiteral' && value.quasis.length === 1) return value.quasis[0]!.value.cooked ?? undefined
  }
  return undefined
}

function namesFlatKey(node: AnyNode): boolean {
  return (
    node.type === 'ObjectExpression' &&
    node.properties.some(
      (property) =>
        property.type === 'Property' &&
        !property.computed &&
        (property.key.type === 'Identifier'
          ? property.key.name === 'flatKey'
          : property.key.type === 'Literal' && property.key.value === 'flatKey'),
    )
  )
}

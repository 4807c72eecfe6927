import type { Script } from '../code/script.js'
import type { Program } from '../evaluate/program.js'
import { ArrayValue, ObjectValue, type Value } from '../evaluate/values.js'
import { shapeOf, ZodValue } from '../zod/zod-value.js'
import { type Anchor, anchor, findAnchors } from './anchors.js'
import { collectSchemas } from './collect-schemas.js'
import type { FoundSetting, ShapeAdapter } from './shape.js'
import { settingPlace } from './setting-place.js'
import { unwrap } from './walk-tree.js'

/**
 * Words of the app's metadata that have outlived its shapes so far. A new shape may rename some of them; one is enough to
 * find it.
 */
const WORDS: readonly Anchor[] = [
  'availableInVersion',
  'failClosedValue',
  'appBehaviorOnly',
  'remotePolicy',
  'displayOnly',
  'legacyFlatKey',
  'legacyAlias',
  'scopes',
].map(anchor)

/**
 * Any shape that still pairs a zod expression with an object of metadata, however the two are brought together: a call of
 * both, an object that holds both, a registry, `.meta()`. Only what is certain is read; the document says that the shape
 * is not known.
 */
export const genericShape: ShapeAdapter = {
  shape: 'generic',
  anchors: [],
  candidate: (bytes) => {
    const counts = WORDS.map((word) => findAnchors(bytes, word).length)
    // `scopes` alone is a word of every OAuth library.
    return counts.slice(0, -1).some((count) => count > 0) ? Math.max(...counts) : 0
  },
  read(program, script) {
    const offsets = WORDS.flatMap((word) => findAnchors(script.bytes, word)).sort((left, right) => left - right)
    const settings = new Map<string, FoundSetting>()
    for (const { value } of collectSchemas(program, script, offsets)) {
      for (const pair of pairs(program, value)) {
        const name = settingName(pair.metadata) ?? pair.property
        if (name === undefined || settings.has(name)) continue
        const place = settingPlace(script, pair.schema, pair.metadata)
        settings.set(name, { name, schema: pair.schema, metadata: pair.metadata, place })
      }
    }
    const found = [...settings.values()]
    if (found.length > 0) reportUnknownShape(program, script, found)
    return found
  },
}

interface Pair {
  schema: ZodValue
  metadata: ObjectValue
  /** The property of a schema's shape, or of a table, that the pair stands at. */
  property: string | undefined
}

/** Every schema in a value that metadata is brought together with. */
function* pairs(program: Program, value: Value, property?: string, depth = 0): Generator<Pair> {
  if (depth > 12) return
  if (value instanceof ZodValue) {
    const metadata = [...value.annotations()].map(([, note]) => note).find(isMetadata)
    if (metadata) {
      yield { schema: value, metadata, property }
      return
    }
    const schema = unwrap(value)
    const shape = shapeOf(schema)
    if (schema.kind === 'object' && shape) {
      for (const name of shape.slots.keys())
        yield* pairs(program, program.evaluator.member(shape, name), name, depth + 1)
    }
    const options = schema.fields.get('options')
    if (options instanceof ArrayValue)
      for (const option of options.items) yield* pairs(program, option, property, depth + 1)
  } else if (value instanceof ArrayValue) {
    for (const item of value.items) yield* pairs(program, item, property, depth + 1)
  } else if (value instanceof ObjectValue) {
    const parts = [...value.slots.values()].map((slot) => ('value' in slot ? slot.value : undefined))
    const schemas = parts.filter((part) => part instanceof ZodValue)
    const metadata = isMetadata(value) ? value : parts.find(isMetadata)
    if (schemas.length === 1 && metadata) {
      yield { schema: schemas[0]!, metadata, property: settingName(value) ?? property }
      return
    }
    for (const [name, slot] of value.slots) if ('value' in slot) yield* pairs(program, slot.value, name, depth + 1)
  }
}

function isMetadata(value: Value): value is ObjectValue {
  if (!(value instanceof ObjectValue)) return false
  return (
    WORDS.some(({ word }) => value.has(word)) ||
    [...value.slots.values()].some((slot) => 'value' in slot && isSupport(slot.value))
  )
}

/** `{ enabled: { scopes, … } }` or a list of such entries, under whatever name. */
function isSupport(value: Value): boolean {
  if (!(value instanceof ObjectValue)) return false
  return [...value.slots.values()].some((slot) => {
    const part = 'value' in slot ? slot.value : undefined
    const entry = part instanceof ArrayValue ? part.items[0] : part
    return entry instanceof ObjectValue && entry.has('scopes')
  })
}

const NAME_PROPERTY = /(?:^(?:key|name|id)|Key|Name|Id)$/
const LEGACY = /legacy|old|alias|deprecated/i
const SETTING_NAME = /^[a-z][A-Za-z0-9]{2,}$/

/** The name under which a setting is managed, where the metadata spells one. */
function settingName(metadata: ObjectValue): string | undefined {
  for (const [property, slot] of metadata.slots) {
    if (!NAME_PROPERTY.test(property) || LEGACY.test(property) || !('value' in slot)) continue
    if (typeof slot.value === 'string' && SETTING_NAME.test(slot.value)) return slot.value
  }
  return undefined
}

function reportUnknownShape(program: Program, script: Script, found: readonly FoundSetting[]): void {
  const metadata = found[0]!.metadata
  const properties = [...metadata.slots.keys()].slice(0, 12).join(', ')
  program.report(
    'unknown-shape',
    'warning',
    `The settings are declared in a shape that is not known; only what is certain was read. Their metadata has: ${properties}.`,
    { file: script.path, offset: found[0]!.place.start },
  )
}

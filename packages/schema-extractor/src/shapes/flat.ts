import type { Script } from '../code/script.js'
import type { Program } from '../evaluate/program.js'
import { ArrayValue, ObjectValue, Unknown } from '../evaluate/values.js'
import { shapeOf, ZodValue } from '../zod/zod-value.js'
import { anchor, findAnchors } from './anchors.js'
import { collectSchemas, schemasIn } from './collect-schemas.js'
import type { FoundSetting, ShapeAdapter } from './shape.js'
import { settingPlace } from './setting-place.js'
import { unwrap } from './walk-tree.js'

const SCOPES = anchor('scopes')
const TITLE = anchor('title')
/** How far from each other two properties of one metadata object stand at most. */
const NEIGHBOURHOOD = 2_000

/**
 * One object whose properties are the settings. Shape:
 * `object({ name: field(zodExpression, { scopes: ["3p"], title: "…", … }), … })`.
 */
export const flatShape: ShapeAdapter = {
  shape: 'flat',
  anchors: [SCOPES, TITLE],
  read(program, script) {
    let best: { root?: ZodValue; settings: FoundSetting[] } = { settings: [] }
    for (const { value } of collectSchemas(program, script, metadataOffsets(script))) {
      for (const root of schemasIn(value)) {
        const settings = settingsOf(program, script, root)
        if (settings.length > best.settings.length) best = { root, settings }
      }
    }
    if (best.root) reportUnread(program, script, best.root, best.settings)
    return best.settings
  },
}

/** Properties of the schema that are no settings, as far as could be read, and those that are not known. */
function reportUnread(program: Program, script: Script, root: ZodValue, settings: readonly FoundSetting[]): void {
  const shape = shapeOf(unwrap(root))!
  const read = new Set(settings.map(({ name }) => name))
  const at = { file: root.place?.file ?? script.path, offset: root.place?.start ?? 0 }
  const report = (what: string, why: string, key?: string) =>
    program.report('unread-metadata', 'warning', `What may be ${what} could not be read: ${why}.`, at, key)
  if (shape.open) report('further settings', shape.open.reason)
  for (const name of shape.slots.keys()) {
    if (read.has(name)) continue
    const value = program.evaluator.member(shape, name)
    report('a setting', value instanceof Unknown ? value.reason : 'it has no metadata', name)
  }
}

/** Where `scopes` stands beside a `title`. */
function metadataOffsets(script: Script): number[] {
  const titles = findAnchors(script.bytes, TITLE)
  let next = 0
  return findAnchors(script.bytes, SCOPES).filter((offset) => {
    while (next < titles.length && titles[next]! < offset - NEIGHBOURHOOD) next++
    return next < titles.length && titles[next]! < offset + NEIGHBOURHOOD
  })
}

function settingsOf(program: Program, script: Script, root: ZodValue): FoundSetting[] {
  const shape = shapeOf(unwrap(root))
  const settings: FoundSetting[] = []
  for (const name of shape?.slots.keys() ?? []) {
    const schema = program.evaluator.member(shape, name)
    if (!(schema instanceof ZodValue)) continue
    const metadata = fieldMetadata(schema)
    if (metadata) settings.push({ name, schema, metadata, place: settingPlace(script, schema, metadata) })
  }
  return settings
}

function fieldMetadata(schema: ZodValue): ObjectValue | undefined {
  for (const [, value] of schema.annotations()) {
    if (!(value instanceof ObjectValue) || !(value.plain('scopes') instanceof ArrayValue)) continue
    // This shape knows no version per setting; metadata with one belongs to another shape.
    if (value.has('title') && !value.has('availableInVersion')) return value
  }
  return undefined
}

import type { Evaluator } from '../evaluate/evaluator.js'
import { toJson } from '../evaluate/json.js'
import { ArrayValue, type Value } from '../evaluate/values.js'
import { enumValues } from '../zod/construct.js'
import { shapeOf, ZodValue } from '../zod/zod-value.js'

/** Where in the app's nested configuration a schema stands. */
export interface TreePlace {
  path: string[]
  /** Values of the discriminators of the unions above: `provider` → `gateway`. */
  arms: ReadonlyMap<string, readonly string[]>
}

/** Unwraps what does not change a schema's properties: optional, default, refinements, transforms. */
export function unwrap(schema: ZodValue): ZodValue {
  let current = schema
  for (let depth = 0; depth < 30; depth++) {
    const inner =
      current.kind === 'effects'
        ? current.schema('schema')
        : current.kind === 'pipe'
          ? current.schema('in')?.kind === 'transform'
            ? current.schema('out')
            : current.schema('in')
          : current.schema('innerType')
    if (!inner) return current
    current = inner
  }
  return current
}

/** The texts that a schema is limited to: of a literal or an enumeration. */
export function allowedTexts(schema: Value): string[] {
  if (!(schema instanceof ZodValue)) return []
  const inner = unwrap(schema)
  const values =
    inner.kind === 'literal' ? inner.fields.get('values') : inner.kind === 'enum' ? enumValues(inner) : undefined
  const json = values instanceof ArrayValue ? toJson(values) : undefined
  return Array.isArray(json) ? json.filter((item) => typeof item === 'string') : []
}

/**
 * Visits every schema in a tree of objects and unions, with its place. `visit` says whether to go on below.
 * A variant of a union passes its discriminator's values down.
 */
export function walkTree(
  evaluator: Evaluator,
  root: ZodValue,
  visit: (schema: ZodValue, place: TreePlace) => boolean,
): void {
  const go = (value: Value, place: TreePlace, depth: number): void => {
    if (!(value instanceof ZodValue) || depth > 40 || !visit(value, place)) return
    const schema = unwrap(value)
    if (schema.kind === 'object') {
      const shape = shapeOf(schema)
      if (!shape) return
      for (const name of shape.slots.keys()) {
        go(evaluator.member(shape, name), { ...place, path: [...place.path, name] }, depth + 1)
      }
      return
    }
    if (schema.kind !== 'union') return
    const options = schema.fields.get('options')
    const discriminator = schema.fields.get('discriminator')
    for (const option of options instanceof ArrayValue ? options.items : []) {
      const arms = new Map(place.arms)
      if (typeof discriminator === 'string' && option instanceof ZodValue) {
        const shape = shapeOf(unwrap(option))
        if (shape) arms.set(discriminator, allowedTexts(evaluator.member(shape, discriminator)))
      }
      go(option, { path: place.path, arms }, depth + 1)
    }
  }
  go(root, { path: [], arms: new Map() }, 0)
}

import type { Evaluator } from '../evaluate/evaluator.js'
import { toJson } from '../evaluate/json.js'
import { ArrayValue, Unknown, type Value } from '../evaluate/values.js'
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

/** The texts that a schema is limited to, of a literal or an enumeration; undefined where they are not known. */
export function allowedTexts(schema: Value): string[] | undefined {
  if (!(schema instanceof ZodValue)) return undefined
  const inner = unwrap(schema)
  const values =
    inner.kind === 'literal' ? inner.fields.get('values') : inner.kind === 'enum' ? enumValues(inner) : undefined
  const json = values instanceof ArrayValue ? toJson(values) : undefined
  return Array.isArray(json) ? json.filter((item) => typeof item === 'string') : undefined
}

/**
 * Visits every schema in a tree of objects and unions, with its place. `visit` says whether to go on below.
 * A variant of a union passes its discriminator's values down. `missing` is told of parts that could not be evaluated.
 */
export function walkTree(
  evaluator: Evaluator,
  root: ZodValue,
  visit: (schema: ZodValue, place: TreePlace) => boolean,
  missing: (why: string, around: ZodValue) => void = () => {},
): void {
  const go = (value: Value, place: TreePlace, depth: number, around: ZodValue): void => {
    if (value instanceof Unknown) missing(value.reason, around)
    if (!(value instanceof ZodValue) || depth > 40 || !visit(value, place)) return
    const schema = unwrap(value)
    if (schema.kind === 'object') {
      const shape = shapeOf(schema)
      if (!shape || shape.open) missing(shape?.open?.reason ?? 'the properties of an object', value)
      for (const name of shape?.slots.keys() ?? []) {
        go(evaluator.member(shape, name), { ...place, path: [...place.path, name] }, depth + 1, value)
      }
      return
    }
    if (schema.kind !== 'union') return
    const options = schema.fields.get('options')
    const discriminator = schema.fields.get('discriminator')
    if (!(options instanceof ArrayValue) || options.open) missing('the variants of a union', value)
    for (const option of options instanceof ArrayValue ? options.items : []) {
      const arms = new Map(place.arms)
      if (typeof discriminator === 'string' && option instanceof ZodValue) {
        const shape = shapeOf(unwrap(option))
        const texts = shape && allowedTexts(evaluator.member(shape, discriminator))
        if (texts) arms.set(discriminator, texts)
        else if (unwrap(option).kind === 'object') missing(`which ${discriminator} a variant is of`, option)
      }
      go(option, { path: place.path, arms }, depth + 1, value)
    }
  }
  go(root, { path: [], arms: new Map() }, 0, root)
}

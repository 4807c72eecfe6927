import type { ObjectValue, Place, Value } from '../evaluate/values.js'

/** What a zod schema is, in the words of zod 4 where both versions know it. */
export type ZodKind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'bigint'
  | 'date'
  | 'null'
  | 'undefined'
  | 'void'
  | 'nan'
  | 'symbol'
  | 'any'
  | 'unknown'
  | 'never'
  | 'literal'
  | 'enum'
  | 'object'
  | 'array'
  | 'tuple'
  | 'record'
  | 'map'
  | 'set'
  | 'union'
  | 'intersection'
  | 'optional'
  | 'nullable'
  | 'default'
  | 'prefault'
  | 'catch'
  | 'readonly'
  | 'branded'
  | 'nonoptional'
  | 'pipe'
  | 'transform'
  | 'effects'
  | 'lazy'
  | 'custom'
  | 'promise'
  | 'function'
  | 'template_literal'

/** zod 3 type names and what they are. */
export const ZOD3_KINDS: ReadonlyMap<string, ZodKind> = new Map<string, ZodKind>([
  ['ZodString', 'string'],
  ['ZodNumber', 'number'],
  ['ZodBoolean', 'boolean'],
  ['ZodBigInt', 'bigint'],
  ['ZodDate', 'date'],
  ['ZodNull', 'null'],
  ['ZodUndefined', 'undefined'],
  ['ZodVoid', 'void'],
  ['ZodNaN', 'nan'],
  ['ZodSymbol', 'symbol'],
  ['ZodAny', 'any'],
  ['ZodUnknown', 'unknown'],
  ['ZodNever', 'never'],
  ['ZodLiteral', 'literal'],
  ['ZodEnum', 'enum'],
  ['ZodNativeEnum', 'enum'],
  ['ZodObject', 'object'],
  ['ZodArray', 'array'],
  ['ZodTuple', 'tuple'],
  ['ZodRecord', 'record'],
  ['ZodMap', 'map'],
  ['ZodSet', 'set'],
  ['ZodUnion', 'union'],
  ['ZodDiscriminatedUnion', 'union'],
  ['ZodIntersection', 'intersection'],
  ['ZodOptional', 'optional'],
  ['ZodNullable', 'nullable'],
  ['ZodDefault', 'default'],
  ['ZodCatch', 'catch'],
  ['ZodReadonly', 'readonly'],
  ['ZodBranded', 'branded'],
  ['ZodPipeline', 'pipe'],
  ['ZodEffects', 'effects'],
  ['ZodLazy', 'lazy'],
  ['ZodPromise', 'promise'],
  ['ZodFunction', 'function'],
])

/** zod 4 names its kinds in `def.type`, with these words. */
export const ZOD4_KINDS: ReadonlySet<string> = new Set<ZodKind>([
  ...[...ZOD3_KINDS.values()].filter((kind) => kind !== 'effects' && kind !== 'branded'),
  'prefault',
  'nonoptional',
  'transform',
  'custom',
  'template_literal',
])

/** A refinement or format that narrows a schema: the method's name and its evaluated arguments. */
export interface ZodCheck {
  name: string
  args: Value[]
}

/**
 * A zod schema as its builder and methods leave it. `fields` are those of zod's definition object under their zod 4 names
 * (`innerType`, `element`, `shape`, `options`, `keyType`, `valueType`, `entries`, `values`, `in`, `out`, `catchall`, …).
 */
export class ZodValue {
  /** Properties that wrappers put on the schema object, and what they filed under it in maps and registries. */
  readonly notes = new Map<string, Value>()
  readonly attached: Value[] = []
  checks: ZodCheck[] = []
  /** The call that produced the schema, for messages. */
  place: Place | undefined

  constructor(
    readonly kind: ZodKind,
    readonly version: 3 | 4,
    readonly fields: Map<string, Value> = new Map(),
  ) {}

  /** A copy that carries the notes along, with an additional check. */
  withCheck(name: string, args: Value[]): ZodValue {
    const copy = new ZodValue(this.kind, this.version, this.fields)
    copy.checks = [...this.checks, { name, args }]
    copy.place = this.place
    return copy
  }

  withFields(fields: Iterable<[string, Value]>): ZodValue {
    const copy = new ZodValue(this.kind, this.version, new Map([...this.fields, ...fields]))
    copy.checks = this.checks
    copy.place = this.place
    return copy
  }

  schema(field: string): ZodValue | undefined {
    const value = this.fields.get(field)
    return value instanceof ZodValue ? value : undefined
  }

  /** Every object that a wrapper attached to this schema, latest last. */
  *annotations(): Iterable<[string | undefined, Value]> {
    for (const value of this.attached) yield [undefined, value]
    yield* this.notes
  }
}

/** An object schema's shape. */
export function shapeOf(schema: ZodValue): ObjectValue | undefined {
  const shape = schema.fields.get('shape')
  return shape !== undefined && typeof shape === 'object' && shape !== null && 'slots' in shape ? shape : undefined
}

import type { InputForm, JsonValue, ValueSchema } from '@cowork-mdm/schema'
import type { Evaluator } from '../evaluate/evaluator.js'
import { toJson } from '../evaluate/json.js'
import { ArrayValue, isCallable, ObjectValue, Unknown, type Value } from '../evaluate/values.js'
import { annotationsOf } from './annotations.js'
import { applyChecks } from './checks.js'
import { enumValues } from './construct.js'
import { inOrder } from './fact-order.js'
import { isOptional } from './is-optional.js'
import { accepts, filledProperties } from './filled-properties.js'
import { filledIn, patternOfPredicate, probePreprocess, probeUriPolicy } from './probe.js'
import { shapeOf, ZodValue } from './zod-value.js'

/** What a schema cannot be told in JSON Schema, or could not be resolved. */
export type SchemaProblem = (
  code: 'unresolved-value' | 'refinement-not-expressed' | 'input-form-not-expressed' | 'unknown-check',
  message: string,
  schema: ZodValue,
) => void

export interface ConversionContext {
  evaluator: Evaluator
  problem: SchemaProblem
  /** What the metadata of a sub-field adds: its default, and its title and description where the document carries prose. */
  notes?: (schema: ZodValue) => ValueSchema
  /** Told of every schema inside, and of the outermost. */
  visit?: (schema: ZodValue) => void
}

/** Depth at which a schema is taken to contain itself. */
const DEEPEST = 40

/** The JSON Schema of the values that a zod schema accepts after JSON decoding. */
export function toValueSchema(value: Value, context: ConversionContext): ValueSchema {
  return new Converter(context).convert(value, 0)
}

class Converter {
  constructor(private readonly context: ConversionContext) {}

  convert(value: Value, depth: number): ValueSchema {
    if (!(value instanceof ZodValue)) {
      const why = value instanceof Unknown ? value.reason : 'the expression is no schema'
      return this.unresolved(why, undefined)
    }
    if (depth > DEEPEST) return this.unresolved('the schema contains itself', value)
    const schema = applyChecks(this.base(value, depth), value, {
      refinement: (predicate, schema) => this.refinement(value, predicate, schema),
      unknown: (name) =>
        this.context.problem('unknown-check', `The check ${name} has no form in JSON Schema here.`, value),
    })
    return this.annotate(schema, value)
  }

  private base(value: ZodValue, depth: number): ValueSchema {
    const field = (name: string) => this.convert(value.fields.get(name), depth + 1)
    const coerced: { 'x-input'?: InputForm[] } = isSet(value.fields.get('coerce')) ? { 'x-input': ['coerce'] } : {}
    switch (value.kind) {
      case 'string':
        return { type: 'string', ...coerced }
      case 'template_literal':
        return { type: 'string' }
      case 'number':
        return { type: 'number', ...coerced }
      case 'bigint':
        return { type: 'integer', ...coerced }
      case 'boolean':
        return { type: 'boolean', ...coerced }
      case 'null':
        return { type: 'null' }
      case 'never':
      case 'undefined':
      case 'void':
        return { not: {} }
      case 'any':
      case 'unknown':
      case 'custom':
        return {}
      case 'literal':
        return this.literal(value)
      case 'enum':
        return this.enumeration(value)
      case 'object':
        return this.object(value, depth)
      case 'array':
        return this.array(value, depth)
      case 'tuple':
        return this.tuple(value, depth)
      case 'record':
        return this.record(value, depth)
      case 'union':
        return this.union(value, depth)
      case 'intersection':
        return { allOf: [field('left'), field('right')] }
      case 'optional':
      case 'nonoptional':
      case 'readonly':
      case 'branded':
        return field('innerType')
      case 'nullable':
        return { anyOf: [field('innerType'), { type: 'null' }] }
      case 'default':
      case 'prefault': {
        const inner = field('innerType')
        const json = toJson(value.fields.get('defaultValue'))
        return json === undefined ? inner : withDefault(inner, json)
      }
      case 'catch': {
        const inner = field('innerType')
        return { ...inner, 'x-lenient': true }
      }
      case 'pipe':
        return this.pipe(value, depth)
      case 'effects':
        return this.effects(value, depth)
      case 'lazy': {
        const getter = value.fields.get('getter')
        const target = isCallable(getter) ? this.context.evaluator.call(getter, []) : getter
        return this.convert(target, depth + 4)
      }
      case 'transform':
        return {}
      default:
        return this.unresolved(`a ${value.kind} has no form in JSON Schema`, value)
    }
  }

  private literal(value: ZodValue): ValueSchema {
    const list = toJson(value.fields.get('values'))
    if (!Array.isArray(list) || list.length === 0) return this.unresolved('the values of a literal', value)
    return list.length === 1 ? { const: list[0]! } : { enum: list }
  }

  private enumeration(value: ZodValue): ValueSchema {
    const values = enumValues(value)
    const list = values && toJson(values)
    if (!Array.isArray(list)) {
      const entries = value.fields.get('entries')
      this.unresolved(entries instanceof Unknown ? entries.reason : 'the values of an enumeration', value)
      return { type: 'string' }
    }
    return list.every((item) => typeof item === 'string') ? { type: 'string', enum: list } : { enum: list }
  }

  private object(value: ZodValue, depth: number): ValueSchema {
    const shape = shapeOf(value)
    if (!shape) return { type: 'object', ...this.unresolved('the properties of an object', value) }
    if (shape.open) this.unresolved(`further properties of an object: ${shape.open.reason}`, value)
    const properties: [string, ValueSchema][] = []
    const required: string[] = []
    for (const name of [...shape.slots.keys()].sort()) {
      const property = this.context.evaluator.member(shape, name)
      properties.push([name, this.property(property, depth + 1)])
      if (!isOptional(property)) required.push(name)
    }
    const schema: ValueSchema = { type: 'object', properties: Object.fromEntries(properties) }
    if (required.length > 0) schema.required = required
    const catchall = value.fields.get('catchall')
    if (value.fields.get('unknownKeys') === 'strict') schema.additionalProperties = false
    else if (catchall instanceof ZodValue) {
      // zod 3 gives every object `never` as catchall; there only `unknownKeys` tells a strict object.
      if (catchall.kind === 'never' && value.version === 4) schema.additionalProperties = false
      else if (!['never', 'unknown', 'any'].includes(catchall.kind))
        schema.additionalProperties = this.convert(catchall, depth + 1)
    }
    return schema
  }

  /** A property's schema, with what its own metadata adds; metadata of a schema it wraps belongs to another use of that. */
  private property(value: Value, depth: number): ValueSchema {
    const schema = this.convert(value, depth)
    if (!(value instanceof ZodValue)) return schema
    const { default: initial, ...notes } = this.context.notes?.(value) ?? {}
    const noted = { ...schema, ...notes }
    return inOrder(initial === undefined ? noted : withDefault(noted, initial))
  }

  /** `array(item.nullable().catch(null))` and `array(item.catch(undefined))`: bad items are dropped. */
  private array(value: ZodValue, depth: number): ValueSchema {
    const element = value.schema('element')
    if (element?.kind === 'catch') {
      let inner = element.schema('innerType')
      if (inner?.kind === 'nullable') inner = inner.schema('innerType')
      return { type: 'array', items: this.convert(inner, depth + 1), 'x-lenient': true }
    }
    return { type: 'array', items: this.convert(value.fields.get('element'), depth + 1) }
  }

  private tuple(value: ZodValue, depth: number): ValueSchema {
    const items = value.fields.get('items')
    if (!(items instanceof ArrayValue)) return { type: 'array', ...this.unresolved('the items of a tuple', value) }
    const schemas = items.items.map((item) => this.convert(item, depth + 1))
    return { type: 'array', prefixItems: schemas, minItems: schemas.length, maxItems: schemas.length }
  }

  private record(value: ZodValue, depth: number): ValueSchema {
    const schema: ValueSchema = {
      type: 'object',
      additionalProperties: this.convert(value.fields.get('valueType'), depth + 1),
    }
    const { type, ...names } = this.convert(value.fields.get('keyType'), depth + 1)
    if (Object.keys(names).length > 0) schema.propertyNames = type === undefined ? names : { type, ...names }
    return schema
  }

  private union(value: ZodValue, depth: number): ValueSchema {
    let options = value.fields.get('options')
    if (options instanceof ObjectValue) options = undefined
    if (!(options instanceof ArrayValue) || options.open) {
      const why = options instanceof ArrayValue ? options.open!.reason : 'the variants of a union'
      return this.unresolved(why, value)
    }
    const variants = options.items
      .filter((option) => !(option instanceof ZodValue && option.kind === 'undefined'))
      .map((option) => this.convert(option, depth + 1))
    // A union among the variants of a union adds its own variants.
    const flat = variants.flatMap((variant) =>
      variant.anyOf && Object.keys(variant).length === 1 ? variant.anyOf : [variant],
    )
    return flat.length === 1 ? flat[0]! : { anyOf: flat }
  }

  /** A pipe accepts what its first schema accepts; where that is any text and the second names the texts, the second. */
  private pipe(value: ZodValue, depth: number): ValueSchema {
    const input = value.schema('in')
    const output = value.schema('out')
    if (input?.kind === 'transform')
      return this.preprocess(value, input.fields.get('transform'), this.convert(value.fields.get('out'), depth + 1))
    const accepted = this.convert(value.fields.get('in'), depth + 1)
    if (!output || output.kind === 'transform') return accepted
    const narrowed = this.convert(output, depth + 1)
    if (accepted.type !== 'string' || accepted.enum || !(narrowed.enum ?? narrowed.const)) return accepted
    return accepted['x-input'] ? { ...narrowed, 'x-input': accepted['x-input'] } : narrowed
  }

  private effects(value: ZodValue, depth: number): ValueSchema {
    const effect = value.fields.get('effect')
    const inner = this.convert(value.fields.get('schema'), depth + 1)
    if (!(effect instanceof ObjectValue)) return inner
    const type = effect.plain('type')
    return type === 'preprocess' ? this.preprocess(value, effect.plain('transform'), inner) : inner
  }

  private preprocess(value: ZodValue, action: Value, schema: ValueSchema): ValueSchema {
    const { inputs, lenient, selective } = probePreprocess(this.context.evaluator, action, schema.type)
    const filled = this.withoutFilledIn(action, schema)
    if (selective)
      this.context.problem(
        'refinement-not-expressed',
        'Entries are dropped by a condition that has no form in JSON Schema.',
        value,
      )
    if (inputs.length === 0 && !lenient && filled === schema) {
      this.context.problem(
        'input-form-not-expressed',
        'The app turns further raw forms into this value; which ones, JSON Schema does not tell.',
        value,
      )
    }
    const merged = [...new Set([...(schema['x-input'] ?? []), ...inputs])].sort()
    return {
      ...filled,
      ...(merged.length > 0 ? { 'x-input': merged } : {}),
      ...(lenient ? { 'x-lenient': true as const } : {}),
    }
  }

  /** Properties that preprocessing fills in are not required; a bare `true` that it turns into an object is a variant. */
  private withoutFilledIn(action: Value, schema: ValueSchema): ValueSchema {
    const { evaluator } = this.context
    const variants = schema.anyOf ?? (schema.type === 'object' ? [schema] : [])
    let changed = false
    const relaxed = variants.map((variant) => {
      const optional = filledProperties(variant, (sample) => filledIn(evaluator, action, sample))
      if (optional.length === 0) return variant
      changed = true
      const required = variant.required!.filter((name) => !optional.includes(name))
      const { required: _required, ...rest } = variant
      return inOrder(required.length > 0 ? { ...rest, required } : rest)
    })
    const fromTrue = variants.length > 0 ? filledIn(evaluator, action, true) : {}
    const taken = variants.some((variant) => accepts(variant, fromTrue))
    if (!changed && !taken) return schema
    const all = taken && !relaxed.some((variant) => variant.const === true) ? [{ const: true }, ...relaxed] : relaxed
    return all.length === 1 ? all[0]! : { ...(schema.anyOf ? schema : {}), anyOf: all }
  }

  private refinement(value: ZodValue, predicate: Value, schema: ValueSchema): ValueSchema | undefined {
    const { evaluator } = this.context
    const probe = schema.type === 'string' ? probeUriPolicy(evaluator, predicate) : undefined
    if (probe && (probe.policy !== 'any' || schema.format === 'uri')) {
      if (probe.refusesLoopback) {
        this.context.problem('refinement-not-expressed', 'Loopback hosts are refused as well.', value)
      }
      return { 'x-uri-policy': probe.policy }
    }
    const pattern = patternOfPredicate(evaluator, predicate)
    if (pattern) return { pattern: pattern.source }
    this.context.problem(
      'refinement-not-expressed',
      'A further condition of the app has no form in JSON Schema.',
      value,
    )
    return undefined
  }

  private annotate(schema: ValueSchema, value: ZodValue): ValueSchema {
    this.context.visit?.(value)
    const { path, glob, url } = annotationsOf(value)
    if (path) schema = onText(schema, (text) => ({ ...text, 'x-path': path }))
    if (glob) schema = onText(schema, (text) => ({ ...text, 'x-glob': true }))
    if (url) schema = onText(schema, (text) => ({ format: 'uri', 'x-uri-policy': 'any', ...text }))
    return inOrder(schema)
  }

  private unresolved(why: string, value: ZodValue | undefined): ValueSchema {
    this.context.problem(
      'unresolved-value',
      `The value's type could not be resolved: ${why}.`,
      value ?? new ZodValue('unknown', 4),
    )
    return {}
  }
}

function withDefault(schema: ValueSchema, value: JsonValue): ValueSchema {
  return { ...schema, default: schema.type === 'boolean' && (value === 0 || value === 1) ? value === 1 : value }
}

/** Whether a flag of a definition is set; minifiers may write 1. */
function isSet(flag: Value): boolean {
  return flag === true || flag === 1
}

/** Applies an annotation where it belongs: to the text itself, to the items of a list, to the text variant of a union. */
function onText(schema: ValueSchema, change: (text: ValueSchema) => ValueSchema): ValueSchema {
  if (schema.type === 'string') return change(schema)
  if (schema.type === 'array' && schema.items) return { ...schema, items: onText(schema.items, change) }
  if (schema.anyOf)
    return { ...schema, anyOf: schema.anyOf.map((variant) => (variant.type === 'string' ? change(variant) : variant)) }
  return schema
}

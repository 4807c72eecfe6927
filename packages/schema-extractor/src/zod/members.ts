import type { Evaluator } from '../evaluate/evaluator.js'
import { ownEntries } from '../evaluate/natives.js'
import { toText } from '../evaluate/text.js'
import {
  ArrayValue,
  isCallable,
  NativeFunction,
  ObjectValue,
  truthiness,
  Unknown,
  type Value,
  ZodCheckValue,
  ZodDefinition,
} from '../evaluate/values.js'
import { definitionMember, enumValues } from './construct.js'
import { shapeOf, type ZodKind, ZodValue } from './zod-value.js'

/** A property read from a schema, or from its definition. */
export function zodMember(evaluator: Evaluator, object: ZodValue | ZodDefinition, name: string): Value {
  if (object instanceof ZodDefinition) {
    if (!object.internals) return definitionMember(object.schema, name)
    if (name === 'def') return new ZodDefinition(object.schema, false)
    if (name === 'constr') return new NativeFunction('constr', () => undefined)
    return undefined
  }
  if (object.notes.has(name)) return object.notes.get(name)
  switch (name) {
    case '_def':
      return new ZodDefinition(object, false)
    case 'def':
      return object.version === 4 ? new ZodDefinition(object, false) : undefined
    case '_zod':
      return object.version === 4 ? new ZodDefinition(object, true) : undefined
    case 'shape':
      return object.fields.get('shape')
    case 'options':
      return object.kind === 'enum' ? enumValues(object) : object.fields.get('options')
    case 'enum':
    case 'Values':
    case 'Enum':
      return enumObject(object)
    case 'element':
      return object.fields.get('element')
    case 'value': {
      const values = object.fields.get('values')
      return values instanceof ArrayValue ? values.items[0] : undefined
    }
    case 'type':
      return object.version === 4 ? object.kind : undefined
    case 'isInt':
      return object.checks.some((check) => check.name === 'int' || check.name === 'safeint')
    default:
      return isMethod(name) ? new NativeFunction(name, (args) => zodMethod(evaluator, object, name, args)) : undefined
  }
}

function enumObject(schema: ZodValue): Value {
  const entries = schema.fields.get('entries')
  if (entries instanceof ObjectValue) return entries
  const values = enumValues(schema)
  if (!values) return new Unknown('an enum of unknown values')
  return ObjectValue.of(values.items.map((value) => [toText(value) ?? '', value]))
}

const CHECKS = new Set(
  (
    'min max length nonempty regex includes startsWith endsWith trim toLowerCase toUpperCase normalize lowercase uppercase ' +
    'email url emoji uuid guid uuidv4 uuidv6 uuidv7 cuid cuid2 ulid xid ksuid nanoid base64 base64url jwt e164 ip ipv4 ipv6 cidr cidrv4 ' +
    'cidrv6 datetime date time duration int safe finite positive negative nonnegative nonpositive gt gte lt lte multipleOf step size slugify'
  ).split(' '),
)
const WRAPPERS: ReadonlyMap<string, ZodKind> = new Map<string, ZodKind>([
  ['optional', 'optional'],
  ['exactOptional', 'optional'],
  ['nullable', 'nullable'],
  ['readonly', 'readonly'],
  ['nonoptional', 'nonoptional'],
])
const OTHERS = new Set(
  (
    'nullish default prefault catch brand describe meta register refine superRefine check overwrite transform pipe preprocess array or and ' +
    'extend safeExtend augment merge pick omit partial deepPartial required strict strip passthrough loose catchall setKey keyof unwrap ' +
    'removeDefault removeCatch innerType sourceType extract exclude rest and clone with refinement'
  ).split(' '),
)

function isMethod(name: string): boolean {
  return CHECKS.has(name) || WRAPPERS.has(name) || OTHERS.has(name)
}

function wrap(kind: ZodKind, schema: ZodValue, fields: [string, Value][] = []): ZodValue {
  return new ZodValue(kind, schema.version, new Map<string, Value>([['innerType', schema], ...fields]))
}

/** Calls a method of zod's public interface on a schema; method names survive every minifier. */
export function zodMethod(evaluator: Evaluator, schema: ZodValue, name: string, args: Value[]): Value {
  const [first] = args
  if (CHECKS.has(name)) return schema.withCheck(name, args)
  const wrapper = WRAPPERS.get(name)
  if (wrapper) return wrap(wrapper, schema)
  switch (name) {
    case 'nullish':
      return wrap('optional', wrap('nullable', schema))
    case 'default':
    case 'prefault':
    case 'catch':
      return wrap(name, schema, [[name === 'catch' ? 'catchValue' : 'defaultValue', produced(evaluator, first)]])
    case 'brand':
      return schema.version === 3 ? wrap('branded', schema) : schema
    case 'describe':
      return annotated(schema, ObjectValue.of([['description', first]]))
    case 'meta':
      return args.length === 0 ? undefined : annotated(schema, first)
    case 'register':
      schema.attached.push(args[1])
      return schema
    case 'refine':
    case 'superRefine':
    case 'refinement':
      return refined(schema, name, first)
    case 'check':
    case 'with':
      return args.reduce<ZodValue>(applyCheck, schema)
    case 'overwrite':
      return schema.withCheck('overwrite', args)
    case 'transform':
      return schema.version === 3
        ? new ZodValue(
            'effects',
            3,
            new Map<string, Value>([
              ['schema', schema],
              ['effect', effect('transform', first)],
            ]),
          )
        : new ZodValue(
            'pipe',
            4,
            new Map<string, Value>([
              ['in', schema],
              ['out', transformOf(first)],
            ]),
          )
    case 'pipe':
      return new ZodValue(
        'pipe',
        schema.version,
        new Map<string, Value>([
          ['in', schema],
          ['out', first],
        ]),
      )
    case 'array':
      return new ZodValue('array', schema.version, new Map<string, Value>([['element', schema]]))
    case 'or':
      return new ZodValue(
        'union',
        schema.version,
        new Map<string, Value>([['options', new ArrayValue([schema, first])]]),
      )
    case 'and':
      return new ZodValue(
        'intersection',
        schema.version,
        new Map<string, Value>([
          ['left', schema],
          ['right', first],
        ]),
      )
    case 'unwrap':
      return schema.fields.get('innerType') ?? schema.fields.get('element')
    case 'removeDefault':
    case 'removeCatch':
      return schema.fields.get('innerType')
    case 'innerType':
    case 'sourceType':
      return schema.fields.get('schema') ?? new Unknown(`zod's ${name}`)
    case 'clone':
      return schema.withFields([])
    case 'extract':
    case 'exclude':
      return enumPart(schema, name, first)
    case 'rest':
      return schema.withFields([['rest', first]])
    default:
  }
  if (schema.kind === 'object') return objectMethod(schema, name, args)
  const own = schema.notes.get(name)
  return isCallable(own) ? evaluator.call(own, args, schema) : new Unknown(`zod's ${name} is not known`)
}

function produced(evaluator: Evaluator, value: Value): Value {
  return isCallable(value) ? evaluator.call(value, []) : value
}

function annotated(schema: ZodValue, metadata: Value): ZodValue {
  const copy = schema.withFields([])
  copy.attached.push(...schema.attached, metadata)
  return copy
}

function effect(type: string, action: Value): ObjectValue {
  return ObjectValue.of([
    ['type', type],
    [type === 'refinement' ? 'refinement' : 'transform', action],
  ])
}

function transformOf(action: Value): ZodValue {
  return new ZodValue('transform', 4, new Map([['transform', action]]))
}

function refined(schema: ZodValue, name: string, predicate: Value): ZodValue {
  if (schema.version === 4) return schema.withCheck(name, [predicate])
  const wrapped = new ZodValue(
    'effects',
    3,
    new Map<string, Value>([
      ['schema', schema],
      ['effect', effect('refinement', predicate)],
    ]),
  )
  wrapped.checks = [{ name, args: [predicate] }]
  return wrapped
}

/** zod 4 check objects, by the `check` word of their definition. */
function applyCheck(schema: ZodValue, check: Value): ZodValue {
  if (!(check instanceof ZodCheckValue)) return schema.withCheck('check', [check])
  const { definition } = check
  const at = (name: string) => definition.plain(name)
  switch (definition.plain('check')) {
    case 'min_length':
    case 'min_size':
      return schema.withCheck('min', [at('minimum')])
    case 'max_length':
    case 'max_size':
      return schema.withCheck('max', [at('maximum')])
    case 'length_equals':
    case 'size_equals':
      return schema.withCheck('length', [at('length') ?? at('size')])
    case 'greater_than':
      return schema.withCheck(at('inclusive') === true ? 'gte' : 'gt', [at('value')])
    case 'less_than':
      return schema.withCheck(at('inclusive') === true ? 'lte' : 'lt', [at('value')])
    case 'multiple_of':
      return schema.withCheck('multipleOf', [at('value')])
    case 'number_format':
      return schema.withCheck('int', [])
    case 'string_format': {
      const format = at('format')
      return schema.withCheck(typeof format === 'string' ? format : 'check', [at('pattern')])
    }
    case 'overwrite':
      return schema.withCheck('overwrite', [at('tx')])
    default:
      return schema.withCheck('check', [check])
  }
}

function enumPart(schema: ZodValue, name: 'extract' | 'exclude', list: Value): Value {
  const values = enumValues(schema)
  if (!values || !(list instanceof ArrayValue) || list.open) return new Unknown('a part of an unknown enum')
  const kept = values.items.filter((value) => list.items.includes(value) === (name === 'extract'))
  return schema.withFields([['entries', new ArrayValue(kept)]])
}

function objectMethod(schema: ZodValue, name: string, args: Value[]): Value {
  const [first] = args
  const shape = shapeOf(schema)
  switch (name) {
    case 'strict':
      return schema.withFields([
        ['catchall', new ZodValue('never', schema.version)],
        ['unknownKeys', 'strict'],
      ])
    case 'passthrough':
    case 'loose':
      return schema.withFields([
        ['catchall', new ZodValue('unknown', schema.version)],
        ['unknownKeys', 'passthrough'],
      ])
    case 'strip':
      return schema.withFields([
        ['catchall', undefined],
        ['unknownKeys', 'strip'],
      ])
    case 'catchall':
      return schema.withFields([['catchall', first]])
    default:
  }
  if (!shape) return new Unknown(`zod's ${name} on an unknown shape`)
  const reshaped = (change: (next: ObjectValue) => void): ZodValue => {
    const next = new ObjectValue()
    for (const [property, slot] of shape.slots) next.slots.set(property, slot)
    next.open = shape.open
    change(next)
    return schema.withFields([['shape', next]])
  }
  switch (name) {
    case 'extend':
    case 'safeExtend':
    case 'augment':
    case 'merge': {
      const added = first instanceof ZodValue ? shapeOf(first) : first
      return reshaped((next) => {
        if (added instanceof ObjectValue) {
          for (const [property, slot] of added.slots) next.slots.set(property, slot)
          next.open ??= added.open
        } else next.open = new Unknown('an extension by something unknown')
      })
    }
    case 'setKey':
      return reshaped((next) => next.set(toText(first) ?? '', args[1]))
    case 'pick':
    case 'omit': {
      const chosen = new Set(
        ownEntries(first)
          ?.filter(([, keep]) => truthiness(keep) === true)
          .map(([property]) => property),
      )
      return reshaped((next) => {
        for (const property of [...next.slots.keys()])
          if (chosen.has(property) === (name === 'omit')) next.slots.delete(property)
      })
    }
    case 'partial':
    case 'deepPartial':
    case 'required': {
      const chosen = ownEntries(first)?.map(([property]) => property)
      return reshaped((next) => {
        for (const [property, slot] of next.slots) {
          if (chosen && !chosen.includes(property)) continue
          if (!('value' in slot) || !(slot.value instanceof ZodValue)) continue
          next.set(property, wrap(name === 'required' ? 'nonoptional' : 'optional', slot.value))
        }
      })
    }
    case 'keyof':
      return new ZodValue(
        'enum',
        schema.version,
        new Map<string, Value>([['entries', new ArrayValue([...shape.slots.keys()])]]),
      )
    default:
      return new Unknown(`zod's ${name} is not known`)
  }
}

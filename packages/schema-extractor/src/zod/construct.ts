import type { ArrowFunctionExpression, Expression, Function as FunctionNode, NewExpression, Statement } from 'acorn'
import type { Evaluator, Frame } from '../evaluate/evaluator.js'
import { ownEntries } from '../evaluate/natives.js'
import {
  ArrayValue,
  isCallable,
  NativeFunction,
  ObjectValue,
  Unknown,
  type Value,
  ZodCheckValue,
  ZodDefinition,
} from '../evaluate/values.js'
import { mayReturn } from '../evaluate/forget.js'
import { toText } from '../evaluate/text.js'
import { LocalScope, Cell, type Scope } from '../evaluate/scope.js'
import { Thrown } from '../evaluate/natives.js'
import { Undecidable } from '../evaluate/statements.js'
import { ZOD3_KINDS, ZOD4_KINDS, type ZodKind, ZodValue } from './zod-value.js'

/**
 * A schema from `new Class(definition)`. What the class is called does not matter: zod 3 definitions carry
 * `typeName: "ZodString"`, zod 4 definitions `type: "string"`, and that is what makes the object a schema.
 */
export function constructZod(evaluator: Evaluator, args: Value[]): ZodValue | ZodCheckValue | undefined {
  const [definition] = args
  if (definition instanceof ZodDefinition) return definition.schema.withFields([])
  if (!(definition instanceof ObjectValue)) return undefined
  const copied = definition.plain('‹definition›')
  if (copied instanceof ZodValue) return copyWith(copied, definition)
  const typeName = definition.plain('typeName')
  if (typeof typeName === 'string') {
    const kind = ZOD3_KINDS.get(typeName)
    return kind && new ZodValue(kind, 3, zod3Fields(evaluator, kind, definition))
  }
  const type = definition.plain('type')
  if (typeof type === 'string' && ZOD4_KINDS.has(type)) {
    const schema = new ZodValue(type as ZodKind, 4, zod4Fields(evaluator, definition))
    const format = definition.plain('format')
    if (typeof format === 'string') {
      const pattern = definition.plain('pattern') ?? definition.plain('protocol')
      schema.checks = [{ name: format, args: pattern instanceof RegExp ? [pattern] : [] }]
    }
    return schema
  }
  return typeof definition.plain('check') === 'string' ? new ZodCheckValue(definition) : undefined
}

/** `{...definition, catchall: x, unknownKeys: y}`: a copy of a schema with some fields replaced. */
function copyWith(schema: ZodValue, definition: ObjectValue): ZodValue {
  const fields: [string, Value][] = []
  for (const [name, slot] of definition.slots) {
    if (name === '‹definition›' || !('value' in slot)) continue
    if (name === 'checks') continue
    fields.push([name === 'values' && schema.kind === 'enum' ? 'entries' : name, slot.value])
  }
  return schema.withFields(fields)
}

function zod4Fields(evaluator: Evaluator, definition: ObjectValue): Map<string, Value> {
  const fields = new Map<string, Value>()
  for (const [name, slot] of definition.slots) {
    if (name === 'type' || name === 'checks') continue
    if ('value' in slot) fields.set(name, slot.value)
    else
      fields.set(
        name,
        attempt(() => evaluator.call(slot.get, [], definition)),
      )
  }
  return fields
}

/** zod 3's definition fields under their zod 4 names. */
function zod3Fields(evaluator: Evaluator, kind: ZodKind, definition: ObjectValue): Map<string, Value> {
  const fields = new Map<string, Value>()
  for (const [name, slot] of definition.slots) if ('value' in slot) fields.set(name, slot.value)
  fields.delete('typeName')
  const rename = (from: string, to: string) => {
    if (!fields.has(from)) return
    fields.set(to, fields.get(from))
    if (from !== to) fields.delete(from)
  }
  if (kind === 'object') {
    const shape = fields.get('shape')
    if (isCallable(shape))
      fields.set(
        'shape',
        attempt(() => evaluator.call(shape, [])),
      )
  }
  if (kind === 'array' || kind === 'promise') rename('type', 'element')
  if (kind === 'branded') rename('type', 'innerType')
  if (kind === 'literal') fields.set('values', new ArrayValue([fields.get('value')]))
  if (kind === 'enum') rename('values', 'entries')
  return fields
}

function attempt(action: () => Value): Value {
  try {
    return action()
  } catch (error) {
    if (error instanceof Undecidable || error instanceof Thrown) return new Unknown(error.message)
    throw error
  }
}

/**
 * The schema a builder makes when the rest of its body could not be followed: the `return new Class({ typeName | type })`
 * in it, with parameters bound and local constants found on demand. Shape: `(a, b) => { …; return new X({type: "…", …}) }`.
 */
export function zodDefinitionOf(
  evaluator: Evaluator,
  node: FunctionNode | ArrowFunctionExpression,
  frame: Frame,
): Value | undefined {
  if (node.body.type !== 'BlockStatement') return undefined
  const creation = returnedCreation(node.body.body)
  if (!creation) return undefined
  const scope: Scope = new LazyLocals(frame.scope, node.body.body, (init) =>
    attempt(() => evaluator.evaluate(init, { ...frame, scope })),
  )
  const made = attempt(() => evaluator.evaluate(creation, { ...frame, scope }))
  return made instanceof ZodValue ? made : undefined
}

class LazyLocals implements Scope {
  private readonly cells = new Map<string, Cell>()
  private readonly inner: LocalScope
  constructor(parent: Scope, body: readonly Statement[], evaluate: (init: Expression) => Value) {
    this.inner = new LocalScope(parent, false)
    for (const statement of body) {
      if (statement.type !== 'VariableDeclaration') continue
      for (const { id, init } of statement.declarations) {
        if (id.type === 'Identifier' && init)
          this.cells.set(
            id.name,
            Cell.lazy(() => evaluate(init)),
          )
      }
    }
  }

  lookup(name: string): Cell | undefined {
    return this.cells.get(name) ?? this.inner.lookup(name)
  }
}

function returnedCreation(body: readonly Statement[]): NewExpression | undefined {
  const last = body.at(-1)
  if (last?.type !== 'ReturnStatement' || !last.argument) return undefined
  // Where another statement may give the value, it is not known which schema it is.
  if (body.slice(0, -1).some(mayReturn)) return undefined
  let value: Expression = last.argument
  while (value.type === 'SequenceExpression') value = value.expressions.at(-1)!
  return value.type === 'NewExpression' ? value : undefined
}

/** The definition object of a schema as reflection sees it: `_def` in zod 3, `_zod.def` in zod 4. */
export function definitionMember(schema: ZodValue, name: string): Value {
  if (schema.version === 3) {
    if (name === 'typeName') return zod3TypeName(schema)
    if (name === 'type' && schema.fields.has('element')) return schema.fields.get('element')
    if (name === 'type' && schema.kind === 'branded') return schema.fields.get('innerType')
    if (name === 'values' && schema.kind === 'enum') return enumValues(schema) ?? schema.fields.get('entries')
    if (name === 'shape') {
      const shape = schema.fields.get('shape')
      return new NativeFunction('shape', () => shape)
    }
  } else {
    if (name === 'type') return schema.kind
    if (name === 'checks') return new ArrayValue(schema.checks.map(() => new Unknown('a check')))
  }
  if (name === 'checks') return new ArrayValue()
  return schema.fields.get(name)
}

function zod3TypeName(schema: ZodValue): Value {
  if (schema.kind === 'union') return schema.fields.has('discriminator') ? 'ZodDiscriminatedUnion' : 'ZodUnion'
  for (const [typeName, kind] of ZOD3_KINDS) if (kind === schema.kind) return typeName
  return undefined
}

/** The values of an enum, in order: of a list, or of an object's own values. */
export function enumValues(schema: ZodValue): ArrayValue | undefined {
  const entries = schema.fields.get('entries')
  if (entries instanceof ArrayValue) return entries.open ? undefined : entries
  const listed = ownEntries(entries)
  if (!listed) return undefined
  // A TypeScript number enum carries the reverse mapping as well: its names are not values.
  const reverse = new Set(listed.filter(([, value]) => typeof value === 'number').map(([, value]) => toText(value)))
  return new ArrayValue(listed.filter(([name]) => !reverse.has(name)).map(([, value]) => value))
}

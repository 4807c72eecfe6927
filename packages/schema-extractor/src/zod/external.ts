import {
  ArrayValue,
  isCallable,
  NamespaceValue,
  NativeFunction,
  ObjectValue,
  Unknown,
  type Value,
} from '../evaluate/values.js'
import { type ZodKind, ZodValue } from './zod-value.js'

const ZOD_PACKAGE = /^zod(?:\/(v3|v4|mini|v4\/core|v4-mini|v4\/mini))?$/

/** A name that the bundle imports from a package outside it. Only zod's own public names mean something here. */
export function externalMember(specifier: string, name: string): Value {
  const match = ZOD_PACKAGE.exec(specifier)
  if (!match) return new Unknown(`${name} of the package ${specifier}, which is not in the bundle`)
  const version = match[1] === 'v3' ? 3 : 4
  if (name === 'z' || name === 'default')
    return new NamespaceValue(specifier, (member) => externalMember(specifier, member), true)
  if (name === 'coerce') return coerce(version)
  return builder(name, version) ?? new Unknown(`zod's ${name}`)
}

function coerce(version: 3 | 4): ObjectValue {
  const kinds = ['string', 'number', 'boolean', 'bigint', 'date'] as const
  return ObjectValue.of(
    kinds.map((kind) => [
      kind,
      new NativeFunction(
        `coerce.${kind}`,
        () => new ZodValue(kind, version, new Map<string, Value>([['coerce', true]])),
      ),
    ]),
  )
}

const PLAIN: readonly ZodKind[] = [
  'string',
  'number',
  'boolean',
  'bigint',
  'date',
  'null',
  'undefined',
  'void',
  'nan',
  'symbol',
  'any',
  'unknown',
  'never',
]
const FORMATS = new Set(
  'email url uuid guid cuid cuid2 ulid nanoid base64 base64url jwt e164 ipv4 ipv6 cidrv4 cidrv6 emoji'.split(' '),
)

function builder(name: string, version: 3 | 4): NativeFunction | undefined {
  const make = (kind: ZodKind, fields: (args: Value[]) => [string, Value][]) =>
    new NativeFunction(name, (args) => new ZodValue(kind, version, new Map(fields(args))))
  const plain = PLAIN.find((kind) => kind === name)
  if (plain) return make(plain, () => [])
  if (FORMATS.has(name)) return new NativeFunction(name, () => new ZodValue('string', version).withCheck(name, []))
  if (name === 'int') return new NativeFunction(name, () => new ZodValue('number', version).withCheck('int', []))
  switch (name) {
    case 'object':
      return make('object', ([shape]) => [['shape', shape]])
    case 'strictObject':
      return make('object', ([shape]) => [
        ['shape', shape],
        ['catchall', new ZodValue('never', version)],
      ])
    case 'looseObject':
      return make('object', ([shape]) => [
        ['shape', shape],
        ['catchall', new ZodValue('unknown', version)],
      ])
    case 'array':
      return make('array', ([element]) => [['element', element]])
    case 'tuple':
      return make('tuple', ([items]) => [['items', items]])
    case 'record':
    case 'partialRecord':
      return make('record', ([key, value]) =>
        value instanceof ZodValue
          ? [
              ['keyType', key],
              ['valueType', value],
            ]
          : [
              ['keyType', new ZodValue('string', version)],
              ['valueType', key],
            ],
      )
    case 'union':
      return make('union', ([options]) => [['options', options]])
    case 'discriminatedUnion':
      return make('union', ([discriminator, options]) => [
        ['discriminator', discriminator],
        ['options', options],
      ])
    case 'intersection':
      return make('intersection', ([left, right]) => [
        ['left', left],
        ['right', right],
      ])
    case 'literal':
      return make('literal', ([value]) => [['values', value instanceof ArrayValue ? value : new ArrayValue([value])]])
    case 'enum':
    case 'nativeEnum':
      return make('enum', ([entries]) => [['entries', entries]])
    case 'optional':
    case 'nullable':
    case 'readonly':
      return make(name, ([inner]) => [['innerType', inner]])
    case 'lazy':
      return make('lazy', ([getter]) => [['getter', getter]])
    case 'transform':
      return make('transform', ([action]) => [['transform', action]])
    case 'pipe':
      return make('pipe', ([input, output]) => [
        ['in', input],
        ['out', output],
      ])
    case 'custom':
      return make('custom', () => [])
    case 'preprocess':
      return make('pipe', ([action, output]) => [
        [
          'in',
          isCallable(action) ? new ZodValue('transform', 4, new Map<string, Value>([['transform', action]])) : action,
        ],
        ['out', output],
      ])
    default:
      return undefined
  }
}

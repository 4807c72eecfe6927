import type { JsonValue, SchemaDocument, SettingKey, ValueSchema } from '@cowork-mdm/schema'

/** A value schema of every kind, with a value that it accepts and one that it refuses. */
export const KINDS: Readonly<Record<string, { value: ValueSchema; good: JsonValue; bad?: JsonValue }>> = {
  boolean: { value: { type: 'boolean' }, good: true, bad: 'yes' },
  integer: { value: { type: 'integer', minimum: 1, maximum: 72 }, good: 24, bad: 73 },
  integerFromOne: { value: { type: 'integer', exclusiveMinimum: 0 }, good: 1, bad: 0 },
  integerNegative: { value: { type: 'integer', minimum: -5, maximum: 5 }, good: -1, bad: -6 },
  number: { value: { type: 'number', exclusiveMinimum: 0, maximum: 1 }, good: 0.5, bad: 0 },
  text: { value: { type: 'string', minLength: 1, maxLength: 20 }, good: 'a <b> & "c"', bad: '' },
  textWithPattern: { value: { type: 'string', pattern: '^[a-z]+-[0-9]$' }, good: 'eu-1', bad: 'EU' },
  enumeration: { value: { type: 'string', enum: ['http/json', 'http json', 'grpc'] }, good: 'grpc', bad: 'tcp' },
  enumerationOfNumbers: { value: { enum: [1, 2.5] }, good: 2.5, bad: 3 },
  constant: { value: { const: 'only' }, good: 'only', bad: 'other' },
  url: {
    value: { type: 'string', format: 'uri', 'x-uri-policy': 'https' },
    good: 'https://a.example',
    bad: 'http://a.example',
  },
  urlWithoutScheme: {
    value: { type: 'string', format: 'uri', 'x-uri-policy': 'https-or-loopback', 'x-input': ['default-scheme'] },
    good: 'a.example/b',
    bad: 'http://a.example',
  },
  path: { value: { type: 'string', 'x-path': 'folder' }, good: 'C:\\Tools\\x', bad: 1 },
  list: { value: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 }, good: ['a'], bad: [] },
  listOfAlternatives: {
    value: {
      type: 'array',
      items: {
        anyOf: [{ type: 'string' }, { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] }],
      },
    },
    good: ['a', { a: 1 }],
    bad: [{ a: 'b' }],
  },
  tuple: {
    value: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }] },
    good: ['a', 1],
    bad: ['a'],
  },
  map: {
    value: { type: 'object', additionalProperties: { type: 'string', enum: ['on', 'off'] } },
    good: { a: 'on' },
    bad: { a: 'x' },
  },
  object: {
    value: {
      type: 'object',
      properties: {
        'a-b': { type: 'string' },
        list: { type: 'array', items: { type: 'boolean' } },
        never: { not: {} },
      },
      required: ['a-b'],
      additionalProperties: false,
    },
    good: { 'a-b': 'x', list: [true] },
    bad: { 'a-b': 'x', never: 1 },
  },
  union: {
    value: { anyOf: [{ type: 'boolean' }, { type: 'array', items: { type: 'string' } }] },
    good: ['a'],
    bad: 'a',
  },
  intersection: {
    value: {
      allOf: [
        { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
        { type: 'object', properties: { b: { type: 'integer' } } },
      ],
    },
    good: { a: 'x', b: 1 },
    bad: { b: 1 },
  },
  anything: { value: {}, good: { a: [1, null] } },
}

function settingOf(name: string, value: ValueSchema, facts: Partial<SettingKey> = {}): SettingKey {
  return {
    name,
    value,
    availability: [{ scope: '3p', since: '1.2581.0', status: 'enabled' }],
    title: `Title of ${name}`,
    description: `Description of ${name}: <markup> & "quotes", a | pipe.`,
    provenance: { kind: 'bundle', file: 'index.js', start: 0, end: 1 },
    ...facts,
  }
}

/** A document with a setting of every kind, one that admits nothing, and names that need care. */
export const kindsDocument: SchemaDocument = {
  formatVersion: 1,
  product: 'claude-desktop',
  appVersion: '1.40000.0',
  keys: [
    ...Object.entries(KINDS).map(([kind, { value, good }]) =>
      settingOf(kind, value, { example: good, ...(kind.startsWith('integer') ? { category: 'limits' } : {}) }),
    ),
    settingOf('nothing', { not: {} }),
    settingOf('odd.name-with_others', { type: 'string' }, { example: 'x' }),
    settingOf('PayloadUUID', { type: 'string' }, { example: 'x' }),
    settingOf('control\u0001', { type: 'string' }, { example: 'x', title: 'a\u0000b', description: 'c\ud800d' }),
    settingOf('__proto_', { type: 'boolean' }, { availability: [{ scope: '3p', since: '@next', status: 'enabled' }] }),
    settingOf(
      'olderThanKnown',
      { type: 'boolean' },
      { availability: [{ scope: '3p', status: 'enabled' }], default: true },
    ),
    settingOf('onlyOneP', { type: 'boolean' }, { availability: [{ scope: '1p', status: 'enabled' }] }),
    settingOf('undocumented', { type: 'boolean' }, { visibility: 'public-undocumented' }),
    settingOf('deprecated', { type: 'boolean' }, { availability: [{ scope: '3p', status: 'deprecated' }] }),
    settingOf('removed', { type: 'boolean' }, { availability: [{ scope: '3p', status: 'removed' }] }),
    settingOf('onlyRemote', { type: 'boolean' }, { remotePolicy: { type: 'remote-only' } }),
    settingOf('neverRemote', { type: 'boolean' }, { remotePolicy: { type: 'remote-disabled' } }),
    settingOf('chooses', { type: 'string', enum: ['bedrock', 'vertex'] }),
    settingOf('ofBedrock', { type: 'string' }, { providers: ['bedrock'], redaction: 'drop' }),
    settingOf('ofVertex', { type: 'string' }, { providers: ['vertex'] }),
  ],
  diagnostics: [],
}

import * as z from 'zod'
import type { JsonValue } from './schema-document.js'

const json: z.ZodType<JsonValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
)

const name = z.string().min(1)
const count = z.int().min(0)
const offset = z.int().min(0)
const day = z.iso.date({ error: 'a day such as 2026-10-02' })
// As the app states them; one that cannot be compared must not make the whole document unreadable.
const version = name

/** A value schema: the keywords and annotations of the interface, and no others. */
export const valueSchemaSchema = z.strictObject({
  type: z.enum(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null']).optional(),
  enum: z.array(json).min(1).optional(),
  const: json.optional(),
  default: json.optional(),
  minLength: count.optional(),
  maxLength: count.optional(),
  pattern: z.string().refine(isPattern, { error: 'a regular expression' }).optional(),
  format: name.optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  multipleOf: z.number().positive().optional(),
  get items() {
    return valueSchemaSchema.optional()
  },
  get prefixItems() {
    return z.array(valueSchemaSchema).min(1).optional()
  },
  minItems: count.optional(),
  maxItems: count.optional(),
  get properties() {
    return z.record(z.string(), valueSchemaSchema).optional()
  },
  required: z.array(z.string()).optional(),
  get additionalProperties() {
    return z.union([z.literal(false), valueSchemaSchema]).optional()
  },
  get propertyNames() {
    return valueSchemaSchema.optional()
  },
  get anyOf() {
    return z.array(valueSchemaSchema).min(1).optional()
  },
  get allOf() {
    return z.array(valueSchemaSchema).min(1).optional()
  },
  get not() {
    return valueSchemaSchema.optional()
  },
  title: z.string().optional(),
  description: z.string().optional(),
  'x-uri-policy': z.enum(['https', 'https-or-loopback', 'any']).optional(),
  'x-path': z.enum(['file', 'folder']).optional(),
  'x-glob': z.literal(true).optional(),
  'x-lenient': z.literal(true).optional(),
  'x-input': z.array(z.enum(['trim', 'coerce', 'default-scheme', 'header-string', 'header-list'])).optional(),
})

const availability = z.strictObject({
  scope: z.enum(['1p', '3p', '3p-bootstrap']),
  since: version.optional(),
  status: z.enum(['enabled', 'deprecated', 'removed']),
})

const provenance = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('bundle'), file: name, start: offset, end: offset }),
    z.strictObject({
      kind: z.literal('documentation'),
      asOf: day,
      confidence: z.enum(['documented', 'reported', 'uncertain']).optional(),
    }),
  ],
  { error: '"bundle" or "documentation"' },
)

const settingKey = z.strictObject({
  name,
  value: valueSchemaSchema,
  availability: z.array(availability),
  legacyNames: z.array(name).optional(),
  default: json.optional(),
  displayDefault: json.optional(),
  failClosedValue: json.optional(),
  redaction: z.enum(['drop', 'presence', 'hash', 'hostname', 'keep']).optional(),
  visibility: z.enum(['public-undocumented', 'internal-only']).optional(),
  providers: z.array(name).optional(),
  credentialKinds: z.array(name).optional(),
  path: z.array(name).optional(),
  appBehaviorOnly: z.boolean().optional(),
  remotePolicy: z.record(z.string(), json).optional(),
  category: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  example: json.optional(),
  provenance,
})

const diagnostic = z.strictObject({
  code: name,
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
  key: z.string().optional(),
  file: z.string().optional(),
  offset: offset.optional(),
})

/** The zod schema of a schema document. Strict: a property or an annotation it does not know is an error. */
export const documentSchema = z.strictObject({
  formatVersion: z.literal(1),
  product: z.literal('claude-desktop'),
  appVersion: version,
  extractedFrom: z
    .strictObject({
      file: name,
      sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: 'a SHA-256 in lower-case hexadecimal' }),
      shape: z.enum(['flat', 'flat-key', 'generic']),
    })
    .optional(),
  supplement: z.strictObject({ asOf: day }).optional(),
  keys: z.array(settingKey),
  diagnostics: z.array(diagnostic),
})

function isPattern(source: string): boolean {
  try {
    new RegExp(source)
    return true
  } catch {
    return false
  }
}

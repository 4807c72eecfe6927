import * as z from 'zod'
import { annotate, field } from './field.js'
import { webUrl } from './web-url.js'

/** Set by the build: whether this is the later one of the sample app's two releases. */
declare const LATER: boolean

const LEVELS = { off: 'Nothing', errors: 'Errors only', all: 'Everything' }
const MODES = ['allow', 'ask', 'blocked'] as const

const connection = z.object({
  url: field(annotate(webUrl().optional(), { redact: 'hostname' }), {
    flatKey: 'serverUrl',
    support: { enabled: { scopes: ['3p'], availableInVersion: '1.20000.0' } },
    title: 'Server address',
    description: 'The server that answers; `https://` may be left out.',
    category: 'connection',
  }),
  token: field(annotate(z.string().trim().min(1).optional(), { redact: 'drop' }), {
    flatKey: 'serverToken',
    support: { enabled: { scopes: ['3p'], availableInVersion: '1.20000.0' } },
    title: 'Server token',
    category: 'connection',
  }),
  headers: field(annotate(z.record(z.string(), z.string()).optional(), { redact: 'presence' }), {
    flatKey: 'serverHeaders',
    support: { enabled: { scopes: ['3p'], availableInVersion: '1.21000.0' } },
    title: 'Additional headers',
    category: 'connection',
    legacyFlatKey: 'customHeaders',
  }),
  sessionHours: field(
    z.coerce
      .number()
      .int()
      .positive()
      .max(LATER ? 168 : 72)
      .optional(),
    {
      flatKey: 'sessionHours',
      support: { enabled: { scopes: ['3p'], availableInVersion: '1.20000.0' } },
      title: 'Length of a session',
      category: 'connection',
      default: LATER ? 12 : 8,
    },
  ),
})

const model = z.object({ name: z.string().min(1), label: z.string().optional() })

const workspace = z.object({
  models: field(
    z
      .array(z.union([z.string().min(1), model]))
      .min(1)
      .optional(),
    {
      flatKey: 'modelList',
      support: { enabled: { scopes: ['3p'], availableInVersion: '1.20000.0' } },
      title: 'Models',
      category: 'workspace',
    },
  ),
  folders: field(annotate(z.array(z.string().min(1)).optional(), { pathKind: 'folder' }), {
    flatKey: 'allowedFolders',
    support: { enabled: { scopes: ['1p', '3p'], availableInVersion: '1.20000.0' } },
    title: 'Allowed folders',
    category: 'workspace',
    failClosedValue: [],
  }),
  tools: field(z.record(z.string(), z.enum(MODES)).optional(), {
    flatKey: 'toolPolicy',
    support: { enabled: { scopes: ['1p', '3p'], availableInVersion: '1.22000.0' } },
    title: 'Rules for tools',
    category: 'workspace',
    failClosedValue: {},
  }),
  sandbox: field(z.boolean().optional(), {
    flatKey: 'fullSandbox',
    support: {
      enabled: { scopes: ['1p'], availableInVersion: '1.20000.0' },
      deprecated: { scopes: ['3p'], availableInVersion: '1.23000.0' },
    },
    title: 'Full sandbox',
    category: 'workspace',
    default: false,
  }),
})

const updates = z.object({
  blocked: field(z.boolean().optional(), {
    flatKey: 'updatesBlocked',
    support: { enabled: { scopes: ['1p', '3p'], availableInVersion: '1.20000.0' } },
    title: 'Block updates',
    category: 'updates',
    default: false,
    appBehaviorOnly: true,
  }),
  telemetry: field(z.enum(Object.keys(LEVELS)).optional(), {
    flatKey: 'telemetryLevel',
    support: { enabled: { scopes: ['3p'], availableInVersion: '1.24000.0' } },
    title: 'Telemetry',
    category: 'updates',
    default: 'errors',
  }),
  ...(LATER
    ? {
        ring: field(z.enum(['early', 'broad']).optional(), {
          flatKey: 'updateRing',
          support: { enabled: { scopes: ['1p', '3p'], availableInVersion: '1.26000.0' } },
          title: 'Ring of updates',
          category: 'updates',
          default: 'broad',
        }),
      }
    : {}),
})

const banner = z.object({
  text: z.string().trim().min(1).max(120),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
})

/** The settings as the sample app holds them: nested, each with the flat name under which it is managed. */
export const configuration = z.object({
  connection: connection.optional(),
  workspace: workspace.optional(),
  updates: updates.optional(),
  banner: field(banner.optional(), {
    flatKey: 'windowBanner',
    support: { enabled: { scopes: ['1p', '3p'], availableInVersion: '1.22000.0' } },
    title: 'Banner',
    description: 'Shown on top of every window.',
    category: 'look',
  }),
})

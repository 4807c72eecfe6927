import * as z from 'zod'
import { SOURCE_SCHEMA } from './plugin-source.js'

export const MANIFEST = '.claude-plugin/marketplace.json'

/** Anthropic's own, with some 300 plugins, has a twentieth of it. */
export const MAX_MANIFEST_BYTES = 8 * 1024 * 1024

/** What is read of a marketplace's manifest; everything else is left to Claude Code. */
export const MANIFEST_SCHEMA = z.looseObject({
  name: z.string(),
  owner: z.unknown().optional(),
  metadata: z.looseObject({ pluginRoot: z.string().optional() }).optional(),
  plugins: z.array(
    z.looseObject({
      name: z.string(),
      version: z.string().optional(),
      description: z.string().optional(),
      source: SOURCE_SCHEMA,
    }),
  ),
})

export type Manifest = z.infer<typeof MANIFEST_SCHEMA>

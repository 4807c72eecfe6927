import type { SchemaDocument } from '@cowork-mdm/schema'
import { parseProfile, type ParsedProfile } from '../parse-profile.js'
import type { Profile } from '../profile.js'
import { ProfileError, type ProfileErrorCode } from '../profile-error.js'
import { layerPath } from './layer-path.js'
import { mergeLayers } from './merge-layers.js'

/** More than any fleet stacks; links in a file system could make a cycle that paths do not show. */
const DEEPEST = 20

export interface ResolveLayersOptions {
  document: SchemaDocument
  /** The text of the file at a path; rejects where there is none. Paths are relative where that of the profile is. */
  read: (path: string) => Promise<string>
}

/** A profile with everything that it extends. */
export interface LayeredProfile {
  profile: Profile
  /** The files that were read for it, the base first. */
  layers: { file: string; text: string }[]
}

/**
 * Reads what a profile extends, and what those files extend, and lays it all over each other: the base first, then what
 * follows in the list, the profile itself last. A file that several others extend counts once, where it comes first.
 * @throws ProfileError `layer-refused` for a path that is none to a YAML file beside, below or above, or too many of them in
 * each other; `layer-cycle`; `layer-missing`; what `parseProfile` throws, of whichever file
 */
export async function resolveLayers(
  parsed: ParsedProfile,
  { document, read }: ResolveLayersOptions,
): Promise<LayeredProfile> {
  const files = new Map<string, { text: string; profile: Profile }>()

  const visit = async (layer: ParsedProfile, chain: readonly string[]): Promise<void> => {
    for (const named of layer.extends) {
      const refuse = (code: ProfileErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) => {
        const problem = { message, range: named.range, ...(layer.file !== undefined && { file: layer.file }) }
        return new ProfileError(code, message, { ...options, problems: [problem] })
      }
      const path = layerPath(named.path, layer.file)
      if (path === undefined) {
        throw refuse('layer-refused', `Expected a relative path to a YAML file, found ${JSON.stringify(named.path)}.`, {
          hint: 'Write it with forward slashes, as seen from the file that extends it: ../base.yaml.',
        })
      }
      if (chain.includes(path)) {
        const circle = [...chain.slice(chain.indexOf(path)), path].join(' → ')
        throw refuse('layer-cycle', `Expected layers that end in a base, found a circle: ${circle}.`)
      }
      if (chain.length > DEEPEST)
        throw refuse('layer-refused', `Expected at most ${DEEPEST} layers in each other, found more.`)
      if (files.has(path)) continue
      const text = await read(path).catch((cause: unknown) => {
        const by = layer.file === undefined ? '' : ` for ${layer.file}`
        throw refuse('layer-missing', `Expected the layer ${path}${by}, which cannot be read.`, { cause })
      })
      const parent = parseProfile(text, { document, file: path })
      await visit(parent, [...chain, path])
      files.set(path, { text, profile: parent.profile })
    }
  }

  await visit(parsed, parsed.file === undefined ? [] : [parsed.file])
  return {
    profile: mergeLayers([...[...files.values()].map(({ profile }) => profile), parsed.profile], document),
    layers: [...files].map(([file, { text }]) => ({ file, text })),
  }
}

import { entryOf, type RawNode } from '@cowork-mdm/profile'
import { EncoderError } from '../../encoder-error.js'
import type { EncodeInput, FileBytes, Format } from '../../format.js'
import { DEFAULT_NAME } from '../../identity/default-name.js'
import { identify } from '../../identity/identify.js'
import { decodeJsonSettings, readJsonMap } from '../../json/decode-json-settings.js'
import { writeJsonMap } from '../../json/write-json.js'
import { toJson } from '../../settings/to-json.js'

const INDEX = '_meta.json'

/**
 * A local configuration of the app, in its configLibrary folder: the settings under their flat names (the app refuses the
 * nested form there), and the index that names and applies them. The index is for an empty folder: where there is one, its
 * entry is added to the `entries` that are there.
 */
export const configLibrary: Format = {
  title: 'local configuration of the app (configLibrary)',
  extensions: [INDEX],
  platform: 'any',
  carrier: 'json',
  fields: ['name'],
  fillsIn: ({ name = DEFAULT_NAME }) => ({ name }),
  encode: encodeConfigLibrary,
  decode: (files, options) => {
    const index = files.find(isIndex)
    const file = files.find((candidate) => !isIndex(candidate))
    if (!file) throw indexAlone(index!)
    const { profile, ...decoded } = decodeJsonSettings(file, options)
    const name = index && nameIn(readJsonMap(index).raw, stem(file))
    return { ...decoded, profile: { ...(name !== undefined && { name }), ...profile } }
  },
}

function encodeConfigLibrary(input: EncodeInput): FileBytes[] {
  const { profile, options } = input
  // The app takes identifiers of the form ^[a-f0-9-]{36}$.
  const id = identify(profile, '', options).uuid.toLowerCase()
  const entries = [{ id, name: profile.name ?? DEFAULT_NAME }]
  return [
    { path: `${id}.json`, bytes: writeJsonMap(toJson(input)) },
    {
      path: INDEX,
      bytes: writeJsonMap([
        ['appliedId', id],
        ['entries', entries],
      ]),
    },
  ]
}

function isIndex({ path }: FileBytes): boolean {
  return basename(path) === INDEX
}

function stem({ path }: FileBytes): string {
  return basename(path).replace(/\.json$/, '')
}

function basename(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

/** What the index calls the configuration. */
function nameIn(index: RawNode, id: string): string | undefined {
  const entries = index.type === 'dict' ? entryOf(index, 'entries') : undefined
  if (entries?.type !== 'array') return undefined
  for (const entry of entries.items) {
    if (entry.type !== 'dict') continue
    const [of, name] = [entryOf(entry, 'id'), entryOf(entry, 'name')]
    if (of?.type === 'string' && of.value === id && name?.type === 'string') return String(name.value)
  }
  return undefined
}

function indexAlone({ path: file }: FileBytes): EncoderError {
  return new EncoderError('no-settings', `Expected a file of settings, found ${file}, the index of such files.`, {
    hint: 'Name the file beside it that is called after its appliedId.',
    file,
  })
}

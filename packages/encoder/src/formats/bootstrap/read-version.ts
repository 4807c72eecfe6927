import { entryOf, type RawMap } from '@cowork-mdm/profile'
import { EncoderError } from '../../encoder-error.js'

/**
 * The flat form has no version, or 1; from 2 on, settings are nested as in the app's own configuration.
 * @throws EncoderError `not-readable-format`
 */
export function readVersion(response: RawMap, file: string): void {
  const version = entryOf(response, '$schemaVersion')
  if (!version || (version.type === 'integer' && version.value === 1)) return
  throw new EncoderError(
    'not-readable-format',
    `Expected a response in the flat form in ${file}, found the nested one.`,
    {
      hint: 'Let the server answer in version 1, where each setting has the name that it is managed under.',
      file,
      range: version.range,
    },
  )
}

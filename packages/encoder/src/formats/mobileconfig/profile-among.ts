import { EncoderError } from '../../encoder-error.js'
import type { FileBytes } from '../../format.js'

/**
 * The configuration profile of a folder that a device management server reads.
 * @throws EncoderError `no-settings` where there is none, or more than one
 */
export function profileAmong(files: readonly FileBytes[]): FileBytes {
  const profiles = files.filter(({ path }) => path.toLowerCase().endsWith('.mobileconfig'))
  const [profile] = profiles
  if (profile && profiles.length === 1) return profile
  const [first] = files
  const found = profiles.length === 0 ? 'none' : `${profiles.length}`
  throw new EncoderError('no-settings', `Expected one .mobileconfig file beside ${first!.path}, found ${found}.`, {
    hint: 'Pass the profile that is meant.',
    file: first!.path,
  })
}

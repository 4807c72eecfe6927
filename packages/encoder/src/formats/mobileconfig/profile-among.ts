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
  const { path: file } = files[0]!
  const found = profiles.length === 0 ? `${file}, which only tells of one` : `${profiles.length} of them`
  throw new EncoderError('no-settings', `Expected one configuration profile, found ${found}.`, {
    hint: 'Name the .mobileconfig file that it tells of.',
    file,
  })
}

import type { Artifact } from './artifact.js'
import { detectFormat } from './detect-format.js'
import { EncoderError } from './encoder-error.js'
import type { DecodeOptions, FileBytes } from './format.js'
import { FORMATS } from './formats.js'

/**
 * Reads a file of any format, or the files that belong together.
 * @throws EncoderError where the file is not what its format has to be, ProfileError where YAML is none
 */
export function decode(files: FileBytes | readonly FileBytes[], options: DecodeOptions): Artifact {
  const all = 'bytes' in files ? [files] : files
  const [first] = all
  if (!first) throw new EncoderError('no-settings', 'Expected a file to read, found none.')
  const format = options.format ?? detectFormat(first)
  return { format, file: first.path, ...FORMATS[format].decode(all, options) }
}

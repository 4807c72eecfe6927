import type { FileBytes, FormatName } from './format.js'
import { FORMATS } from './formats.js'
import { detectScript } from './formats/powershell/detect-script.js'
import { detectJson } from './json/detect-json.js'
import { detectAppleFormat } from './plist/detect-apple-format.js'
import { detectRegistryFile } from './registry/detect-registry-file.js'

/** The format that a file name stands for by its ending; the longest ending counts. */
export function formatOfPath(path: string): FormatName | undefined {
  const name = path.toLowerCase()
  const matches = Object.entries(FORMATS).flatMap(([format, { extensions }]) =>
    extensions.filter((ending) => name.endsWith(ending)).map((ending) => ({ format: format as FormatName, ending })),
  )
  return matches.sort((left, right) => right.ending.length - left.ending.length)[0]?.format
}

/** The format of a file by its content, and by its name where the content leaves it open. */
export function detectFormat(file: FileBytes): FormatName {
  const { path, bytes } = file
  const named = formatOfPath(path)
  return (
    detectAppleFormat(bytes) ??
    detectRegistryFile(file) ??
    detectScript(file) ??
    detectJson(file, named) ??
    detectFragment(bytes) ??
    named ??
    'yaml'
  )
}

/** YAML of device management servers that names a profile beside it. */
function detectFragment(bytes: Uint8Array): FormatName | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  if (/^mdm_identifier:/m.test(head)) return 'iru'
  return /^controls:/m.test(head) && /^\s+(?:configuration_profiles|custom_settings):/m.test(head) ? 'fleet' : undefined
}

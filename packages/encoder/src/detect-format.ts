import type { FileBytes, FormatName } from './format.js'
import { FORMATS } from './formats.js'

/** The format that a file name stands for by its ending; the longest ending counts. */
export function formatOfPath(path: string): FormatName | undefined {
  const name = path.toLowerCase()
  const matches = Object.entries(FORMATS).flatMap(([format, { extensions }]) =>
    extensions.filter((ending) => name.endsWith(ending)).map((ending) => ({ format: format as FormatName, ending })),
  )
  return matches.sort((left, right) => right.ending.length - left.ending.length)[0]?.format
}

/** The format of a file by its content, and by its name where the content leaves it open. */
export function detectFormat({ path, bytes }: FileBytes): FormatName {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096)).replace(/^\xef\xbb\xbf/, '')
  if (/^\s*<(?:\?xml|!DOCTYPE|plist)/.test(head)) return head.includes('PayloadContent') ? 'mobileconfig' : 'plist'
  return formatOfPath(path) ?? 'yaml'
}

import { settingPlatforms, type JsonValue, type Platform } from '@cowork-mdm/schema'
import { encodeValue } from '@cowork-mdm/schema/values'
import { build, type PlistValue } from 'plist'
import { isPrintable } from '../model/printable.js'
import type { Setting } from '../model/template-model.js'
import type { Words } from '../words/words.js'

/** The example of a setting as a platform stores it. */
export interface StoredExample {
  platform: Platform
  label: string
  /** Language of the text, as code blocks name it. */
  syntax: 'xml' | 'reg' | 'json'
  text: string
}

/** How the example of a setting is written for each platform; none where there is no example. */
export function storedExamples(
  { key, example }: Setting,
  platforms: readonly Platform[],
  words: Words,
): StoredExample[] {
  if (example === undefined) return []
  const all: StoredExample[] = [
    ...(isPrintable(key.name)
      ? [{ platform: 'darwin', label: words.page.plist, syntax: 'xml', text: plistText(key, example) } as const]
      : []),
    { platform: 'win32', label: words.page.registry, syntax: 'reg', text: registryText(key, example) },
    {
      platform: 'linux',
      label: words.page.json,
      syntax: 'json',
      text: JSON.stringify({ [key.name]: example }, null, 2),
    },
  ]
  const useful = settingPlatforms(key)
  return all.filter(({ platform }) => platforms.includes(platform) && useful.includes(platform))
}

/** The lines of the dictionary in a property list, without what stands around them. */
function plistText(key: Setting['key'], value: JsonValue): string {
  const list = build(
    { [key.name]: encodeValue(key, value, { carrier: 'plist' }) as PlistValue },
    { indent: '', offset: -1 },
  )
  return list.slice(list.indexOf('<dict>') + '<dict>'.length, list.lastIndexOf('</dict>')).trim()
}

function registryText(key: Setting['key'], value: JsonValue): string {
  const stored = encodeValue(key, value, { carrier: 'registry' }) as { type: string; data: string | number }
  const data =
    typeof stored.data === 'number' ? `dword:${stored.data.toString(16).padStart(8, '0')}` : quoted(stored.data)
  return `${quoted(key.name)}=${data}`
}

/** Registry files know two escapes. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

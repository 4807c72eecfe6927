import type { Prose, SettingKey } from '@cowork-mdm/schema'

/** What no XML 1.0 file can hold, and lone surrogates, which no UTF-8 file can. */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Whether a text can stand in every file that is written. */
export function isPrintable(text: string): boolean {
  return text.search(UNPRINTABLE) < 0
}

/**
 * Title and description as text that every file can hold. A setting without prose is called by its name: an extracted
 * document may know settings that no catalogue has yet.
 */
export function plainProse({ name, title, description }: SettingKey): Prose {
  return { title: plain(title) || plain(name), description: plain(description) }
}

function plain(text = ''): string {
  return text.replace(UNPRINTABLE, '').trim()
}

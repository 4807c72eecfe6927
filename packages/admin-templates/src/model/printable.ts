import type { Prose, SettingKey } from '@cowork-mdm/schema'

/** What no XML 1.0 file can hold, and lone surrogates, which no UTF-8 file can. */
const UNPRINTABLE = new RegExp(
  [
    String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]`,
    String.raw`[\ud800-\udbff](?![\udc00-\udfff])`,
    String.raw`(?<![\ud800-\udbff])[\udc00-\udfff]`,
  ].join('|'),
  'g',
)

/** Whether a text can stand in every file that is written. */
export function isPrintable(text: string): boolean {
  return text.search(UNPRINTABLE) < 0
}

/** A text without what no file can hold. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '')
}

/**
 * Title and description as text that every file can hold. A setting without prose is called by its name: an extracted
 * document may know settings that no catalogue has yet.
 */
export function plainProse({ name, title, description }: SettingKey): Prose {
  return { title: plain(title) || plain(name), description: plain(description) }
}

function plain(text = ''): string {
  return printable(text).trim()
}

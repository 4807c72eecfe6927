import type { Diagnosis } from '../result.js'
import { oneLine } from './one-line.js'

/** Jamf keeps a text; what is longer than anybody reads in an inventory is left out. */
const MOST = 4000

/** What an extension attribute of Jamf Pro prints: one element, with text that is escaped for XML. */
export function jamfExtensionAttribute(diagnosis: Diagnosis): string {
  return jamfResult(oneLine(diagnosis, MOST))
}

/** A text as the result of an extension attribute. */
export function jamfResult(text: string): string {
  const printable = text.replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ' ')
  return `<result>${printable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</result>\n`
}

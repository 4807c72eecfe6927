import type { ProfileSetting } from '@cowork-mdm/profile'
import type { JsonValue } from '@cowork-mdm/schema'
import { EncoderError } from '../encoder-error.js'
import type { Format } from '../format.js'

/** Characters that XML 1.0 has no form for: most controls, half surrogates, two noncharacters. */
const NOT_XML =
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/**
 * Refuses texts that a format cannot hold. Lists and maps are JSON text, which escapes what is critical.
 * @throws EncoderError `value-not-carried`
 */
export function checkText({ name, source }: ProfileSetting, value: JsonValue, format: Format): void {
  for (const text of typeof value === 'string' ? [name, value] : [name]) {
    const wrong = format.isXml ? NOT_XML.exec(text)?.[0] : text.includes('\0') ? '\0' : undefined
    if (wrong === undefined) continue
    const code = wrong.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    throw new EncoderError(
      'value-not-carried',
      `Expected text without control characters for ${JSON.stringify(name)}, found U+${code}, which this format cannot hold.`,
      { hint: 'Remove the character.', file: source?.file, range: source?.node.range },
    )
  }
}
